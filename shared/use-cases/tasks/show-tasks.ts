import type { SequenceId, UserId } from '../../domain/kernel/ids.ts';
import type { Sender } from '../../domain/core/planning.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Account, Lead } from '../../domain/people/people.ts';
import { messageChannelOf } from '../../domain/channels/step-types.ts';
import { isLate, isStepTask, lateAt, sequenceOfTask, type Task } from '../../domain/tasks/task.ts';
import { render } from '../../domain/templates/render.ts';
import type { RecordTexts } from '../../domain/records/record-texts.ts';
import { namesRecordFields } from '../../domain/templates/validate-template.ts';
import type { Template } from '../../domain/templates/template.ts';
import { templateVariables } from '../../domain/templates/template-variables.ts';
import type { Store } from '../../ports/store.ts';
import { loadRecordTexts } from '../records/load-record-texts.ts';
import { loadSender } from '../people/load-sender.ts';

/** What showing tasks with their texts reads. */
export type TaskTextStore = Pick<
  Store,
  | 'leads'
  | 'accounts'
  | 'templates'
  | 'users'
  | 'groups'
  | 'settings'
  | 'enrollments'
  | 'records'
  | 'recordTypes'
>;
type Ports = { store: TaskTextStore };

/** A task with what a person needs so as to do it from the list. */
export type ShownTask = Task & {
  sequenceId?: SequenceId | undefined;
  lateAt?: Instant | undefined;
  late: boolean;
  lead?:
    | {
        id: string;
        name: string;
        email?: string | undefined;
        phone?: string | undefined;
        account?: string | undefined;
      }
    | undefined;
  /** The text of its template, with the lead's values; of a custom task, its note. Not of mails and texts: see its draft. */
  instructions?: string | undefined;
  /** Variables that nothing fills, marked in `instructions`. */
  missing: string[];
};

/** Tasks as they are shown: their texts rendered, their leads told, whether they are late for the user who has them. */
export async function showTasks(
  { store }: Ports,
  organisation: string,
  tasks: readonly Task[],
  senderOf: (userId: UserId) => Promise<Sender | undefined>,
  now: Instant,
): Promise<ShownTask[]> {
  // Read side by side: each waits for what it needs alone.
  const [senders, { leads, accounts, templates, recordOf }] = await Promise.all([
    Promise.all(tasks.map(({ userId }) => senderOf(userId))),
    contentOf(store, organisation, tasks),
  ]);
  return tasks.map((task, index) => {
    const lead = leads.find(({ id }) => id === task.leadId);
    const account = accounts.find(({ id }) => id === lead?.accountId);
    const template = templates.find(({ id }) => id === templateOf(task));
    return shown(task, { sender: senders[index], lead, account, template, record: recordOf(task) }, now);
  });
}

/** What the texts of tasks are made of. */
async function contentOf(
  store: Ports['store'],
  organisation: string,
  tasks: readonly Task[],
): Promise<{
  leads: Lead[];
  accounts: Account[];
  templates: Template[];
  recordOf: (task: Task) => RecordTexts | undefined;
}> {
  const unique = (ids: (string | undefined)[]) => [...new Set(ids.filter((id) => id !== undefined))];
  const [leads, templates] = await Promise.all([
    store.leads.getMany(organisation, unique(tasks.map(({ leadId }) => leadId))),
    store.templates.getMany(organisation, unique(tasks.map(templateOf))),
  ]);
  const withRecords = new Set(templates.filter(namesRecordFields).map(({ id }) => id));
  const [accounts, recordOf] = await Promise.all([
    store.accounts.getMany(organisation, unique(leads.map(({ accountId }) => accountId))),
    recordsOf(
      store,
      organisation,
      tasks.filter((task) => withRecords.has(templateOf(task) ?? '')),
    ),
  ]);
  return { leads, accounts, templates, recordOf };
}

/** The records that the enrollments of tasks are about. */
async function recordsOf(
  store: Ports['store'],
  organisation: string,
  tasks: readonly Task[],
): Promise<(task: Task) => RecordTexts | undefined> {
  const ids = new Set(tasks.filter(isStepTask).map(({ enrollmentId }) => enrollmentId));
  const enrollments = await store.enrollments.getMany(organisation, [...ids]);
  const recordIds = new Map(enrollments.flatMap(({ id, recordId }) => (recordId ? [[id, recordId]] : [])));
  const texts = await loadRecordTexts(store, organisation, [...recordIds.values()]);
  return (task) => {
    const recordId = isStepTask(task) ? recordIds.get(task.enrollmentId) : undefined;
    return recordId === undefined ? undefined : texts.get(recordId);
  };
}

/** One task as it is shown. */
export async function showTask(ports: Ports, task: Task, now: Instant): Promise<ShownTask> {
  const senderOf = (id: string) => loadSender(ports.store, task.organisation, id);
  const [only] = await showTasks(ports, task.organisation, [task], senderOf, now);
  if (only === undefined) throw new Error(`Task ${task.id} was lost on the way`);
  return only;
}

/**
 * A task for whoever gave it to a user beyond the own access: what was known when it was given, and nothing of what
 * became of it or of the lead since (A9).
 */
export function showGivenTask(task: Task) {
  const { id, userId, leadId, enrollmentId, type, name, openedAt, reassigned } = task;
  const wasPlanned = reassigned !== undefined && openedAt > reassigned.at;
  return {
    id,
    userId,
    leadId,
    enrollmentId,
    sequenceId: sequenceOfTask(task),
    step: isStepTask(task) ? task.step : undefined,
    type,
    name,
    openedAt,
    status: wasPlanned ? ('planned' as const) : ('open' as const),
    missing: [],
    late: false,
  };
}

/** The template that its text is made from; undefined: it has none, or is a mail or text, which has a draft. */
function templateOf(task: Task): string | undefined {
  return isStepTask(task) && messageChannelOf(task.type) === undefined ? task.templateId : undefined;
}

function shown(
  task: Task,
  of: {
    sender: Sender | undefined;
    lead: Lead | undefined;
    account: Account | undefined;
    template: Template | undefined;
    record: RecordTexts | undefined;
  },
  now: Instant,
): ShownTask {
  const { sender, lead, account } = of;
  const late = sender === undefined ? undefined : lateAt(task, sender.settings);
  return {
    ...task,
    sequenceId: sequenceOfTask(task),
    ...(late !== undefined && { lateAt: late }),
    late: sender !== undefined && isLate(task, sender.settings, now),
    ...(lead !== undefined && {
      lead: {
        id: lead.id,
        name: [lead.firstName, lead.lastName].filter((part) => part !== undefined).join(' '),
        email: lead.email,
        phone: lead.phone,
        account: account?.name,
      },
    }),
    ...textOf(task, of),
  };
}

function textOf(
  task: Task,
  { sender, lead, account, template, record }: Parameters<typeof shown>[1],
): Pick<ShownTask, 'instructions' | 'missing'> {
  const note = isStepTask(task) ? undefined : task.note;
  const plain = { ...(note !== undefined && { instructions: note }), missing: [] };
  if (template === undefined || lead === undefined || sender === undefined) return plain;
  const organisation = sender.settings.profile.value;
  const variables = templateVariables({ lead, account, sender: sender.user, organisation, record });
  const rendered = render(template, variables, { mode: 'preview' });
  return rendered.kind === 'rendered' ? { instructions: rendered.text, missing: rendered.missing } : plain;
}
