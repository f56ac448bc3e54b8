import { localDate } from '../../domain/calendar/zones.ts';
import type { EnrollmentEvent } from '../../domain/enrollment/events.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { laneId } from '../../domain/lane/lane.ts';
import { placeKey } from '../../domain/lane/place-key.ts';
import { stepKinds } from '../../domain/sequence/step.ts';
import type { Task } from '../../domain/task/task.ts';
import { changeEnrollment } from './change-enrollment.ts';
import { ContentionError } from './contention.ts';
import type { EnginePorts } from './engine-ports.ts';
import { followUp } from './follow-up.ts';
import { takePlace } from './lane-days.ts';
import { loadSender } from './load-sender.ts';

/** How closing a task ended. Closing it the same way again is `unchanged`. */
export type CloseTaskResult =
  | { kind: 'closed' | 'unchanged'; task: Task }
  | { kind: 'refused'; task: Task; why: string }
  | { kind: 'not-found' };

type Closing = { organisation: string; id: string; by: string; now: Instant };

/** "Other" exists beside the reasons that admins keep (A11). */
const OTHER_REASON = 'other';

/** Completes a task: its enrollment goes on by itself (D2). */
export function completeTask(
  ports: EnginePorts,
  request: Closing & { outcome?: string | undefined },
): Promise<CloseTaskResult> {
  const { by, outcome } = request;
  return closeTask(ports, request, (task) => ({
    closed: { ...task, status: 'completed', closedBy: by, ...(outcome !== undefined && { outcome }) },
    event: { type: 'task-completed', step: task.step, by, outcome },
  }));
}

/** Skips a task, with a reason where the settings want one (A11). Its enrollment goes on. */
export async function skipTask(
  ports: EnginePorts,
  request: Closing & { reason?: string | undefined },
): Promise<CloseTaskResult> {
  const { organisation, id, by, reason } = request;
  const task = await ports.store.tasks.get(organisation, id);
  if (task === undefined) return { kind: 'not-found' };
  const sender = await loadSender(ports.store, organisation, task.userId);
  const rules = sender?.settings.skipReasons.value;
  if (rules?.compulsoryFor.includes(task.type) === true && (reason ?? '').trim() === '') {
    const choices = [...rules.reasons.map((each) => each.id), OTHER_REASON].join(', ');
    return { kind: 'refused', task, why: `Skipping a ${task.type} task takes a reason: one of ${choices}.` };
  }
  return closeTask(ports, request, (open) => ({
    closed: { ...open, status: 'skipped', closedBy: by, ...(reason !== undefined && { skipReason: reason }) },
    event: { type: 'task-skipped', step: open.step, by, reason },
  }));
}

/**
 * Closes a task and advances its enrollment at once. A mail sent by hand takes its place in the day of the sender's
 * mails, which the cap counts with the automated ones (A3). The task is written first; when the work dies before the
 * enrollment follows, closing it again (or the sweep) finishes it.
 */
async function closeTask(
  ports: EnginePorts,
  { organisation, id, now }: Closing,
  close: (task: Task) => { closed: Task; event: EnrollmentEvent },
): Promise<CloseTaskResult> {
  const task = await ports.store.tasks.get(organisation, id);
  if (task === undefined) return { kind: 'not-found' };
  const { closed, event } = close(task);
  if (task.status !== 'open' && task.status !== closed.status) {
    return { kind: 'refused', task, why: `The task is ${task.status} already.` };
  }
  if (task.status === 'open') {
    const written = { ...closed, revision: task.revision + 1, closedAt: now };
    if ((await ports.store.tasks.put(written, task.revision)) === 'conflict') {
      throw new ContentionError(`Task ${id} was changed by somebody else just now`);
    }
    await settleTask(ports, written, event, now);
    return { kind: 'closed', task: written };
  }
  await settleTask(ports, task, event, now);
  return { kind: 'unchanged', task };
}

/** What follows from a closed task, unless it was done before: its mail is counted, its enrollment goes on. */
export async function settleTask(
  ports: EnginePorts,
  task: Task,
  event: EnrollmentEvent,
  now: Instant,
): Promise<void> {
  await countMailByHand(ports, task);
  await advanceAfterTask(ports, task, event, now);
}

/** Counts a mail that a person sent among the sender's mails of the day (A3), once. It is not spaced (A5). */
async function countMailByHand(ports: EnginePorts, task: Task): Promise<void> {
  const kind = stepKinds[task.type];
  if (task.status !== 'completed' || task.closedAt === undefined || kind.template !== 'mail') return;
  const sender = await loadSender(ports.store, task.organisation, task.userId);
  if (sender === undefined || sender.settings.maxMailsPerDay.value === null) return;
  const place = { key: placeKey(task.enrollmentId, task.step), at: task.closedAt, gap: 0 };
  const date = localDate(task.closedAt, sender.user.zone);
  await takePlace(ports.store, task.organisation, laneId(task.userId, 'mail'), date, place);
}

/** Plans what follows a closed task, unless that was done before. */
async function advanceAfterTask(
  ports: EnginePorts,
  task: Task,
  event: EnrollmentEvent,
  now: Instant,
): Promise<void> {
  await changeEnrollment(
    ports,
    task.organisation,
    task.enrollmentId,
    async (enrollment, sender) => {
      const { state } = enrollment;
      if (enrollment.done.includes(task.step)) return { events: [] };
      if (state.status !== 'waiting' || state.step !== task.step) {
        return state.status === 'paused' && state.step === task.step ? { events: [event] } : { events: [] };
      }
      const [lead, sequence] = await Promise.all([
        ports.store.leads.get(task.organisation, enrollment.leadId),
        ports.store.sequences.get(task.organisation, enrollment.sequenceId),
      ]);
      if (lead === undefined) return { events: [event] };
      const done = { enrollment, step: { id: task.step }, lead, sender, sequence, at: now };
      const next = (await followUp(ports, [done], now)).get(enrollment.id);
      return { events: [event, ...(next?.events ?? [])], channel: next?.channel ?? 'mail' };
    },
    now,
  );
}
