import type { LeadId, UserId } from '../../domain/kernel/ids.ts';
import { plusSeconds, textOf } from '../../domain/time/instants.ts';
import { nextAllowed } from '../../domain/scheduling/windows.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { laneId } from '../../domain/lanes/lane.ts';
import { messageGroup, type WakeUp } from '../../domain/lanes/wake-up.ts';
import { canAccess, type Caller } from '../../domain/people/access.ts';
import { customTaskTypes, type StepType } from '../../domain/channels/step-types.ts';
import { isStepTask, type CustomTask } from '../../domain/tasks/task.ts';
import { wakeLaneAt } from '../core/wake-ups.ts';
import type { WholePorts } from '../core/engine-ports.ts';
import { loadSender } from '../people/load-sender.ts';
import { customTaskWindows } from './open-custom-tasks.ts';
import { recordTask } from './record-task.ts';
import { keepAnswer } from '../idempotency/keep-answer.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';

/** What a person says of a task of no sequence. */
export type CustomTaskInput = {
  type: StepType;
  leadId: LeadId;
  userId: UserId;
  /** When it is wanted; undefined: now. */
  due?: Instant | undefined;
  name: string;
  note?: string | undefined;
};

type TaskRequest = {
  caller: Caller;
  values: CustomTaskInput;
  key?: string | undefined;
  /** What its id ends in, where there is to be one task of it for good: 16 of `[a-z0-9]`. */
  as?: string | undefined;
  now: Instant;
};

/** How far ahead a task may be due: a year mistyped is no plan. */
const furthestSeconds = 5 * 366 * 24 * 60 * 60;

/**
 * Makes a custom task: planned until it is due, then put on the list in working time and under the cap of the day
 * (A1, A2, A9). Recorded as an activity of the lead. Its wake-up is made first, so that it cannot be without (F4).
 * Repeated with the same `key` it is the same task; `key-reused`: the key was another request's.
 */
export async function createTask(
  ports: WholePorts,
  request: TaskRequest,
): Promise<{ kind: 'created'; task: CustomTask } | Refusal> {
  const { caller, values, now } = request;
  const { organisation } = caller;
  const { type, leadId, userId, due = now, name, note } = values;
  const [access, lead, sender] = await Promise.all([
    loadAccessScope(ports.store, caller),
    ports.store.leads.get(organisation, leadId),
    loadSender(ports.store, organisation, userId),
  ]);
  if (!customTaskTypes().includes(type)) {
    const message = `A message is a step of a sequence; make a task of one of ${customTaskTypes().join(', ')}.`;
    return { kind: 'invalid', problems: [{ path: ['type'], message }] };
  }
  if (due > plusSeconds(now, furthestSeconds)) {
    const message = 'That is more than five years ahead: give an earlier moment.';
    return { kind: 'invalid', problems: [{ path: ['due'], message }] };
  }
  if (lead === undefined) return { kind: 'not-found', what: 'lead', id: leadId };
  if (!canAccess(access, lead.ownerId))
    return { kind: 'forbidden', detail: 'The lead belongs to another user.' };
  if (sender === undefined) return { kind: 'not-found', what: 'user', id: userId };
  if (!canAccess(access, userId))
    return { kind: 'forbidden', detail: `You cannot make tasks for “${userId}”.` };
  if (!sender.user.active) return { kind: 'conflict', detail: `“${userId}” is not active.` };
  const allowed = nextAllowed(due > now ? due : now, customTaskWindows(sender, lead));
  if (allowed.kind === 'never') {
    return { kind: 'conflict', detail: `“${userId}” has no working time in which it could appear.` };
  }

  const id = await idOf(ports, request);
  if (id === undefined) return { kind: 'key-reused' };
  const task: CustomTask = {
    organisation,
    id,
    revision: 1,
    userId,
    leadId,
    type,
    name,
    ...(note !== undefined && { note }),
    status: 'planned',
    openedAt: due,
    dueAt: due,
    createdBy: caller.userId,
    createdAt: now,
  };
  const lane = laneId(userId, 'task');
  await wakeLaneAt(ports, organisation, lane, allowed.at);
  const isNew = (await ports.store.tasks.put(task, 'absent')) === 'written';
  const before = isNew ? undefined : await ports.store.tasks.get(organisation, task.id);
  const stored = before === undefined || isStepTask(before) ? task : before;
  const made = {
    type: 'custom-task-created' as const,
    task: task.id,
    name,
    taskType: type,
    by: caller.userId,
  };
  await recordTask(ports, stored, {
    what: 'created',
    at: stored.createdAt,
    event: { ...made, user: userId, due },
  });
  if (allowed.at <= now) {
    const wakeUp: WakeUp = { kind: 'lane', organisation, lane };
    await ports.queue.wakeUp({ group: messageGroup(wakeUp, true), wakeUp, id: `task-${task.id}` });
  }
  return { kind: 'created', task: stored };
}

/**
 * The id of the task to make. That of a request with a key is kept for a day before the task is made, so that of
 * several alike, at once or after a crash, all make the same one. Undefined: the key was another request's.
 */
async function idOf(
  ports: WholePorts,
  { caller, values, key, as, now }: TaskRequest,
): Promise<string | undefined> {
  const { organisation } = caller;
  const { type, leadId, userId, due, name, note } = values;
  const fresh = `${leadId}.${as ?? ports.ids.next()}`;
  if (key === undefined) return fresh;
  const id = ports.ids.of(`task ${organisation} ${caller.userId} ${key}`);
  const dueText = due === undefined ? undefined : textOf(due);
  const fingerprint = ports.ids.hash(JSON.stringify([type, leadId, userId, dueText, name, note]));
  const kept = await keepAnswer(ports, { organisation, id, fingerprint, answer: fresh }, now);
  return kept.fingerprint === fingerprint ? kept.answer : undefined;
}
