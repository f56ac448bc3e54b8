import type { StepId } from '../../domain/kernel/ids.ts';
import { isClaimExpired } from '../../domain/core/claim-term.ts';
import { channelOf } from '../../domain/core/decision.ts';
import { actorOf, type Enrollment } from '../../domain/core/enrollment.ts';
import { nextWorkingDay } from '../../domain/core/working-day.ts';
import type { Instant, LocalDate } from '../../domain/kernel/instant.ts';
import { laneId, laneParts, type LaneId } from '../../domain/lanes/lane.ts';
import { messageGroup, type WakeUp } from '../../domain/lanes/wake-up.ts';
import { isStepTask, taskId, type StepTask } from '../../domain/tasks/task.ts';
import { plusMinutes, textOf } from '../../domain/time/instants.ts';
import { localDate } from '../../domain/time/zones.ts';
import type { EnginePorts } from '../core/engine-ports.ts';
import { executeOne } from '../core/execute.ts';
import { completeSentTask } from '../core/step-tasks.ts';
import { openLane } from '../core/wake-ups.ts';
import { loadSender } from '../people/load-sender.ts';
import { settleTask } from '../tasks/settle-task.ts';

/** What is to happen is missing when its time is this long past, in minutes. */
export const OVERDUE_MINUTES = 10;

/** Changes as old as this were looked at by sweeps before, in minutes: two rounds that read everything. */
const LOOKED_AT_MINUTES = 2 * 24 * 60;

/**
 * Mends an enrollment whose time is past: woken now, its claim given up, or what its closed task left undone is done.
 * A wake-up too many does no harm: the tables decide. @returns whether there was anything to mend
 */
export async function mendEnrollment(
  ports: EnginePorts,
  enrollment: Enrollment,
  now: Instant,
): Promise<boolean> {
  const { organisation, id, state } = enrollment;
  const isOverdue = (at: Instant) => at <= plusMinutes(now, -OVERDUE_MINUTES);
  switch (state.status) {
    case 'scheduled':
      return isOverdue(state.at) && wake(ports, enrollment, state.step);
    case 'paused':
      return state.until !== undefined && isOverdue(state.until) && wake(ports, enrollment, state.step);
    case 'sending':
      if (!isClaimExpired(enrollment, now)) return false;
      await executeOne(ports, { organisation, enrollment: id, command: { kind: 'give-up-claim' } }, now);
      return true;
    case 'waiting':
      return isOverdue(state.since) && mendWaiting(ports, organisation, state.taskId, now);
    case 'backlogged':
    case 'unknown':
    case 'stopped':
    case 'finished':
      return false;
  }
}

async function wake(ports: EnginePorts, enrollment: Enrollment, step: StepId): Promise<boolean> {
  const { organisation, id, revision, sequenceId, version } = enrollment;
  const ofVersion = await ports.store.versions.get(organisation, `${sequenceId}.${version}`);
  const channel = channelOf(ofVersion?.steps.find((each) => each.id === step));
  const lane = laneId(actorOf(enrollment), channel);
  const wakeUp: WakeUp = { kind: 'step', organisation, lane, enrollment: id, step, revision };
  await ports.queue.wakeUp({ group: messageGroup(wakeUp, true), wakeUp, id: `sweep-${id}-${revision}` });
  return true;
}

/** Finishes what a closed task left undone, and puts one back on its list that is waited for. */
async function mendWaiting(
  ports: EnginePorts,
  organisation: string,
  id: string,
  now: Instant,
): Promise<boolean> {
  const task = await ports.store.tasks.get(organisation, id);
  if (task === undefined || !isStepTask(task)) return false;
  if (task.status === 'cancelled') return putBack(ports, task);
  if (task.status !== 'completed' && task.status !== 'skipped') return false;
  await settleTask(ports, task, now);
  return true;
}

/** A task taken off the list while its enrollment waits for it: of two who were at it at once, one came late. */
async function putBack(
  { store }: EnginePorts,
  task: Extract<StepTask, { status: 'cancelled' }>,
): Promise<boolean> {
  // Read after the task: who ends an enrollment takes its task off afterwards.
  const current = await store.enrollments.get(task.organisation, task.enrollmentId);
  if (current?.state.status !== 'waiting' || current.state.taskId !== task.id) return false;
  const { closedAt: _at, closedBy: _by, ...rest } = task;
  const open = { ...rest, status: 'open' as const, revision: task.revision + 1 };
  return (await store.tasks.put(open, task.revision)) === 'written';
}

/**
 * Completes the task of a message that a person sent, where the work died before it was. @returns whether there was
 * anything to mend
 */
export async function mendSentTask(
  ports: EnginePorts,
  enrollment: Enrollment,
  now: Instant,
): Promise<boolean> {
  const { organisation, id, events, changedAt: at } = enrollment;
  if (at > plusMinutes(now, -OVERDUE_MINUTES) || at < plusMinutes(now, -LOOKED_AT_MINUTES)) return false;
  for (const event of events) {
    if (event.type !== 'sent' || event.by === undefined) continue;
    const task = await ports.store.tasks.get(organisation, taskId(id, event.step));
    if (task === undefined || task.status === 'completed') return false;
    await completeSentTask(ports, enrollment, { step: event.step, by: event.by, at });
    return true;
  }
  return false;
}

/**
 * Lets a lane with a queue open: on the day that its steps wait for, or, when that has passed and they still queue, on
 * the next working day. It is woken now too, in case today's opening was lost; that does nothing when the day is full.
 */
export async function mendLane(
  ports: EnginePorts,
  queued: { organisation: string; lane: LaneId; opensOn: LocalDate },
  now: Instant,
): Promise<boolean> {
  const { organisation, lane } = queued;
  const sender = await loadSender(ports.store, organisation, laneParts(lane).userId);
  if (sender === undefined) return false;
  const today = localDate(now, sender.user.zone);
  const opensOn = queued.opensOn > today ? queued.opensOn : nextWorkingDay(sender, now);
  const mended = (await openLane(ports, organisation, { lane, date: opensOn, owner: sender })) === 'created';
  if (queued.opensOn > today) return mended;
  const wakeUp: WakeUp = { kind: 'lane', organisation, lane };
  await ports.queue.wakeUp({
    group: messageGroup(wakeUp, true),
    wakeUp,
    id: `sweep-${organisation}.${lane}-${textOf(now).slice(0, 13)}`,
  });
  return mended;
}
