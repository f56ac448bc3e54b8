import type { LeadId, StepId, UserId } from '../../domain/kernel/ids.ts';
import { leftBecause, suppressedBecause } from '../../domain/core/decide-due.ts';
import { type Enrollment } from '../../domain/core/enrollment.ts';
import type { Sender } from '../../domain/core/planning.ts';
import { enrollmentId } from '../../domain/kernel/enrollment-id.ts';
import type { Reason } from '../../domain/settings/reason.ts';
import { channels } from '../../domain/channels/channels.ts';
import { messageChannelOf, stepKinds } from '../../domain/channels/step-types.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { canAccess, type Caller } from '../../domain/people/access.ts';
import type { Lead } from '../../domain/people/people.ts';
import { type Sequence, type SequenceVersion, type Step } from '../../domain/sequences/step.ts';
import { fallbacksUsed, type FallbackUsed } from '../../domain/templates/fallbacks-used.ts';
import { render, type Rendered } from '../../domain/templates/render.ts';
import { smsParts, type SmsParts } from '../../domain/templates/sms-parts.ts';
import type { OutgoingMail } from '../../domain/core/message.ts';
import type { LinkMaker } from '../../ports/link-signer.ts';
import { answeredMail, composeMessage, variablesOf } from '../messages/compose-message.ts';
import type { StepAtHand } from '../messages/step-at-hand.ts';
import { loadSender } from '../people/load-sender.ts';
import type { ComposePorts } from '../messages/step-ports.ts';
import { readRecordOfLead } from '../records/read-record-of-lead.ts';
import { readLead } from '../leads/list-leads.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';
import { fromEpochMs } from '../../domain/time/instants.ts';

/** One step as it would go out to a lead. */
export type StepPreview = {
  step: Step;
  /** `send` and `task` as it stands · `skip` by a rule · `hold`: it would wait for a person to mend it. */
  outcome: 'send' | 'task' | 'skip' | 'hold';
  because?: Reason | undefined;
  /** Variables, or a whole text, that nothing fills: nothing goes out with a hole in it. */
  missing: string[];
  fallbacks: FallbackUsed[];
  /** Why the template cannot be used for this lead. */
  problem?: string | undefined;
  mail?: OutgoingMail | undefined;
  /** Of an SMS or a task; of a mail that has no subject yet. */
  text?: string | undefined;
  sms?: SmsParts | undefined;
  /** The step whose mail it answers; undefined: it starts a thread. */
  inThreadOf?: string | undefined;
};

/** A sequence as one lead would get it. `stops`: why nothing of it would be sent at all. */
export type SequencePreview = { stops?: Reason | undefined; steps: StepPreview[] };

/** In a preview no link works: nobody can unsubscribe a lead by trying it. */
const links: LinkMaker = {
  signLink: () => 'preview',
  shortKey: () => 'preview000',
  markMessage: () => 'preview2',
};

/**
 * Every step of a sequence, or one, as it would go out to a lead, composed by what sends it (D8). Each step is shown as
 * if those before it had been done; a mail that would be held counts as sent, since somebody will mend it.
 */
export async function previewSequence(
  outside: Omit<ComposePorts, 'links'>,
  request: {
    caller: Caller;
    id: string;
    leadId: LeadId;
    senderId?: UserId | undefined;
    recordId?: string | undefined;
    version: number | 'draft';
    step?: StepId | undefined;
    now: Instant;
  },
): Promise<{ kind: 'preview'; preview: SequencePreview } | Refusal> {
  const ports = { ...outside, links };
  const { caller, id, leadId, senderId = caller.userId, recordId, now } = request;
  const { organisation } = caller;
  const [sequence, lead, sender, access] = await Promise.all([
    ports.store.sequences.get(organisation, id),
    readLead(ports, { caller, id: leadId }),
    loadSender(ports.store, organisation, senderId),
    loadAccessScope(ports.store, caller),
  ]);
  if (sequence === undefined) return { kind: 'not-found', what: 'sequence', id };
  if (lead.kind !== 'read') return lead;
  if (!canAccess(access, senderId)) {
    return { kind: 'forbidden', detail: `You cannot send in the name of “${senderId}”.` };
  }
  if (sender === undefined) return { kind: 'not-found', what: 'user', id: senderId };
  const version = await versionToPreview(ports, sequence, request.version);
  if (version === undefined) return { kind: 'not-found', what: 'version', id: `${id}.${request.version}` };
  if (request.step !== undefined && version.steps.every((step) => step.id !== request.step)) {
    return { kind: 'not-found', what: 'step', id: request.step };
  }
  if (recordId !== undefined) {
    const record = await readRecordOfLead(ports, { caller, id: recordId, lead: lead.item });
    if (record.kind !== 'read') return record;
  }

  const facts = { enrolledAt: now, stopsOnConversion: version.stopOnConversion !== false };
  const stops = leftBecause(lead.item, facts);
  const steps: StepPreview[] = [];
  let enrollment: Enrollment = { ...imagined(sequence, lead.item, version, now), recordId };
  for (const step of version.steps) {
    const hand = { enrollment, sequence, version, step, lead: lead.item, sender: untracked(sender, step) };
    const shown = await previewStep(ports, hand, now);
    steps.push(shown);
    enrollment = afterStep(enrollment, shown);
    if (step.id === request.step) break;
  }
  const wanted = steps.filter(({ step }) => request.step === undefined || step.id === request.step);
  return { kind: 'preview', preview: { stops, steps: wanted } };
}

async function versionToPreview(
  { store }: Pick<ComposePorts, 'store'>,
  { organisation, id, draft }: Sequence,
  version: number | 'draft',
): Promise<SequenceVersion | undefined> {
  if (version !== 'draft') return store.versions.get(organisation, `${id}.${version}`);
  return { organisation, sequenceId: id, version: 0, publishedAt: fromEpochMs(0), publishedBy: '', ...draft };
}

/** The lead at the start of the sequence. */
function imagined(sequence: Sequence, lead: Lead, { version }: SequenceVersion, now: Instant): Enrollment {
  return {
    organisation: sequence.organisation,
    id: enrollmentId(lead.id, sequence.id, 1),
    revision: 1,
    leadId: lead.id,
    sequenceId: sequence.id,
    version,
    pinned: false,
    userId: '',
    done: [],
    messages: {},
    state: { status: 'stopped', at: now, because: { kind: 'step', rule: 'wait' } },
    attempts: 0,
    enrolledAt: now,
    events: [],
    changedAt: now,
  };
}

/** Mails are shown with the links that their author wrote; those of texts count for their length. */
function untracked(sender: Sender, { type }: Step): Sender {
  if (channels[stepKinds[type].template].shortLinks) return sender;
  const { tracking } = sender.settings;
  const off = { ...tracking, value: { ...tracking.value, opens: false, clicks: false } };
  return { ...sender, settings: { ...sender.settings, tracking: off } };
}

function afterStep(enrollment: Enrollment, { step, outcome }: StepPreview): Enrollment {
  const mailed = channels[stepKinds[step.type].template].threads && outcome !== 'skip';
  return {
    ...enrollment,
    done: [...enrollment.done, step.id],
    messages: mailed ? { ...enrollment.messages, [step.id]: `preview-${step.id}` } : enrollment.messages,
  };
}

async function previewStep(ports: ComposePorts, hand: StepAtHand, now: Instant): Promise<StepPreview> {
  const { step, lead, sender, enrollment } = hand;
  const kind = stepKinds[step.type];
  const blank = { step, missing: [], fallbacks: [] };
  const suppressed = suppressedBecause(step.type, lead, sender.settings);
  if (suppressed !== undefined) return { ...blank, outcome: 'skip', because: suppressed };
  const channel = messageChannelOf(step.type);
  const recipient = channel && channels[channel].addressOf(lead);
  if (kind.automated && kind.needs !== undefined && recipient === undefined) {
    return { ...blank, outcome: 'skip', because: { kind: 'lead', fact: 'no-address' } };
  }
  const template =
    step.templateId === undefined
      ? undefined
      : await ports.store.templates.get(enrollment.organisation, step.templateId);
  if (template === undefined) {
    if (channel === undefined && step.templateId === undefined) return { ...blank, outcome: 'task' };
    const problem = `There is no template “${step.templateId ?? ''}”: choose one.`;
    return { ...blank, outcome: kind.automated ? 'hold' : 'task', problem };
  }
  const variables = await variablesOf(ports, hand);
  const fallbacks = fallbacksUsed(template, variables);
  const rendered = render(template, variables, { mode: 'preview' });
  if (rendered.kind === 'broken') {
    const outcome = kind.automated ? 'hold' : 'task';
    return { ...blank, outcome, fallbacks, problem: rendered.problem };
  }
  if (rendered.kind === 'missing') throw new Error('A preview marks what is missing and never stops at it');
  const base = { step, fallbacks, inThreadOf: answeredMail(enrollment, step)?.step };
  if (channel === undefined) {
    return { ...base, ...ready(rendered.missing, false), text: rendered.text };
  }

  const send = { kind: 'send' as const, channel, recipient: recipient ?? '' };
  const composed = await composeMessage(ports, hand, send, now, rendered);
  if (composed.kind === 'missing') {
    const missing = [...rendered.missing, ...composed.variables];
    return { ...base, ...ready(missing, kind.automated), text: rendered.text };
  }
  const outcome = ready(rendered.missing, kind.automated);
  if (composed.kind !== 'sms') return { ...base, ...outcome, mail: composed.mail };
  return { ...base, ...outcome, text: composed.sms.text, sms: smsParts(composed.sms.text) };
}

/** What has a hole in it is held; a task appears nonetheless, and whoever does it fills the hole (D2). */
function ready(missing: Rendered['missing'], automated: boolean): Pick<StepPreview, 'outcome' | 'missing'> {
  return { missing, outcome: !automated ? 'task' : missing.length > 0 ? 'hold' : 'send' };
}
