import { stepKinds } from '../../domain/channels/step-types.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Problem } from '../../domain/kernel/problem.ts';
import { readSkipReason, type SkipInput } from '../../domain/tasks/skip-reason.ts';
import { isStepTask, type Task } from '../../domain/tasks/task.ts';
import { ContentionError } from '../../ports/contention-error.ts';
import type { WholePorts } from '../core/engine-ports.ts';
import { loadSender } from '../people/load-sender.ts';
import { recordClosedTask } from './record-task.ts';
import { settleTask } from './settle-task.ts';

/** How closing a task ended. Closing it the same way again is `unchanged`. */
export type CloseTaskResult =
  | { kind: 'closed' | 'unchanged'; task: Task }
  | { kind: 'refused'; task: Task; why: string }
  | { kind: 'invalid'; problems: Problem[] }
  | { kind: 'not-found' };

type Closing = { organisation: string; id: string; by: string; now: Instant };
type Ended<Status> = Extract<Task, { status: Status }>;
type Closed =
  | Pick<Ended<'completed'>, 'status' | 'outcome' | 'durationSeconds' | 'call'>
  | Pick<Ended<'skipped'>, 'status' | 'skipReason' | 'skipLabel' | 'skipNote'>;

/**
 * Completes a task: its enrollment goes on by itself (D2). Calls take a duration.
 * @param request.call the activity of the call that completes it, where no person does (B6)
 */
export async function completeTask(
  ports: WholePorts,
  request: Closing & {
    outcome?: string | undefined;
    durationSeconds?: number | undefined;
    call?: string | undefined;
  },
): Promise<CloseTaskResult> {
  const { outcome, durationSeconds, call } = request;
  const task = await ports.store.tasks.get(request.organisation, request.id);
  if (task === undefined) return { kind: 'not-found' };
  if (durationSeconds !== undefined && !stepKinds[task.type].timed) {
    const message = `Only a call or a callback has a duration; this is a ${task.type} task.`;
    return { kind: 'invalid', problems: [{ path: ['durationSeconds'], message }] };
  }
  return closeTask(ports, request, task, {
    status: 'completed',
    ...(outcome !== undefined && { outcome }),
    ...(durationSeconds !== undefined && { durationSeconds }),
    ...(call !== undefined && { call }),
  });
}

/** Skips a task, with a reason where the settings of the user who has it want one (A11). Its enrollment goes on. */
export async function skipTask(ports: WholePorts, request: Closing & SkipInput): Promise<CloseTaskResult> {
  const task = await ports.store.tasks.get(request.organisation, request.id);
  if (task === undefined) return { kind: 'not-found' };
  if (task.status !== 'open') return closeTask(ports, request, task, { status: 'skipped' });
  const sender = await loadSender(ports.store, request.organisation, task.userId);
  const rules = sender?.settings.skipReasons.value ?? { reasons: [], compulsoryFor: [] };
  const read = readSkipReason(request, task.type, rules);
  if (read.kind === 'conflict') return { kind: 'refused', task, why: read.detail };
  if (read.kind === 'invalid') return read;
  const { reason, label, note } = read.kept;
  return closeTask(ports, request, task, {
    status: 'skipped',
    ...(reason !== undefined && { skipReason: reason }),
    ...(label !== undefined && { skipLabel: label }),
    ...(note !== undefined && { skipNote: note }),
  });
}

/**
 * Closes a task and advances its enrollment at once. A mail or text sent by hand takes its slot in the day of the
 * user, which the cap counts with the automated ones (A3, A4). The task is written first; when the work dies before
 * the enrollment follows, closing it again (or the sweep) finishes it.
 */
async function closeTask(
  ports: WholePorts,
  { organisation, id, by, now }: Closing,
  task: Task,
  closed: Closed,
): Promise<CloseTaskResult> {
  if (task.status === 'planned')
    return { kind: 'refused', task, why: 'Its time has not come: cancel it instead.' };
  if (task.status !== 'open' && task.status !== closed.status) {
    return { kind: 'refused', task, why: `The task is ${task.status} already.` };
  }
  if (task.status !== 'open') {
    await settleClosed(ports, task, now);
    return { kind: 'unchanged', task };
  }
  if (isStepTask(task)) {
    const enrollment = await ports.store.enrollments.get(organisation, task.enrollmentId);
    if (enrollment?.claim?.step === task.step) {
      const why = 'It is being sent, or whether it was is not known: settle that with its enrollment.';
      return { kind: 'refused', task, why };
    }
  }
  const written = { ...task, ...closed, revision: task.revision + 1, closedBy: by, closedAt: now };
  if ((await ports.store.tasks.put(written, task.revision)) === 'conflict') {
    throw new ContentionError(`Task ${id} was changed by somebody else just now`);
  }
  await settleClosed(ports, written, now);
  return { kind: 'closed', task: written };
}

/** What follows from a closed task: a step's enrollment goes on, a custom task is recorded. Done before: nothing. */
function settleClosed(ports: WholePorts, task: Ended<'completed' | 'skipped'>, now: Instant): Promise<void> {
  return isStepTask(task) ? settleTask(ports, task, now) : recordClosedTask(ports, task);
}
