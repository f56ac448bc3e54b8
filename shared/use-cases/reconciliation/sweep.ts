import { plusMinutes, textOf } from '../../domain/time/instants.ts';
import { localDate } from '../../domain/time/zones.ts';
import { isClaimExpired } from '../../domain/core/claim-term.ts';
import { actorOf, type Enrollment } from '../../domain/core/enrollment.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { laneId, laneParts } from '../../domain/lanes/lane.ts';
import { channelOf, laneOwner } from '../../domain/core/decision.ts';
import { limitsOf } from '../../domain/core/planning.ts';
import { nextWorkingDay } from '../../domain/core/working-day.ts';
import { isLimited } from '../../domain/lanes/lane.ts';
import { messageGroup, type WakeUp } from '../../domain/lanes/wake-up.ts';
import { taskListOf } from '../../domain/tasks/task-list.ts';
import { isStepTask, taskId, type StepTask } from '../../domain/tasks/task.ts';
import { executeOne } from '../core/execute.ts';
import { completeSentTask } from '../core/step-tasks.ts';
import { openLane, wakeAt } from '../core/wake-ups.ts';
import type { EnginePorts } from '../core/engine-ports.ts';
import { loadSender } from '../people/load-sender.ts';
import { count, nothing, type Reconciliation } from './reconcile.ts';
import { settleTask } from '../tasks/settle-task.ts';

/** What a sweep found and mended, by organisation. */
export type SweepReport = { reconciliation: Map<string, Reconciliation>; repaired: number; listed: number };

/** A wake-up is missing when its time is this long past, in minutes. */
const OVERDUE_MINUTES = 10;
/** Entries this near are made again to be sure, in minutes: the sweep's own interval and a margin. */
const NEAR_MINUTES = 90;

/** Changes as old as this were looked at by sweeps before, in minutes. */
const LOOKED_AT_MINUTES = 24 * 60;

/** Tasks read together. */
const AT_ONCE = 100;

/** An enrollment that waits for its task. */
type Waiting = { organisation: string; taskId: string };

/**
 * Proves that nothing is lost, and mends what is (F4): every pending enrollment has a wake-up, a place in a queue or a
 * task. Entries near in time are made again (they exist: nothing happens), overdue ones are woken at once, claims
 * older than their term become unknown, lanes with a queue get their opening, closed tasks whose enrollment did not follow do,
 * and a task that is waited for is on its list.
 * A wake-up too many does no harm: the tables decide.
 */
export async function sweep(ports: EnginePorts, now: Instant): Promise<SweepReport> {
  const report: SweepReport = { reconciliation: new Map(), repaired: 0, listed: 0 };
  const lanes = new Set<string>();
  const waiting: Waiting[] = [];
  for await (const enrollment of ports.store.enrollments.scan()) {
    const counts = report.reconciliation.get(enrollment.organisation) ?? nothing();
    report.reconciliation.set(enrollment.organisation, counts);
    count(counts, enrollment, now);
    const { state } = enrollment;
    if (state.status === 'unknown' && state.listedAt <= now) report.listed += 1;
    if (state.status === 'backlogged') {
      const opening = `${enrollment.organisation} ${state.lane} ${state.opensOn}`;
      if (!lanes.has(opening) && (await mendLane(ports, enrollment, now))) report.repaired += 1;
      lanes.add(opening);
    } else if (state.status === 'waiting') {
      const { organisation } = enrollment;
      if (state.since <= plusMinutes(now, -OVERDUE_MINUTES))
        waiting.push({ organisation, taskId: state.taskId });
      if (waiting.length === AT_ONCE) report.repaired += await mendWaiting(ports, waiting.splice(0), now);
    } else if (await mend(ports, enrollment, now)) report.repaired += 1;
    if (await mendSentTask(ports, enrollment, now)) report.repaired += 1;
  }
  report.repaired += await mendWaiting(ports, waiting, now);
  report.repaired += await wakePlannedTasks(ports, now);
  return report;
}

/** Lanes with custom tasks that are overdue and not on the list are woken, in case their wake-up was lost. */
async function wakePlannedTasks(ports: EnginePorts, now: Instant): Promise<number> {
  let woken = 0;
  for await (const { organisation, id } of ports.store.users.scan()) {
    const query = {
      index: 'byUser' as const,
      of: taskListOf(id, 'planned'),
      upTo: textOf(plusMinutes(now, -OVERDUE_MINUTES)),
    };
    const { items } = await ports.store.tasks.list(organisation, { limit: 1, query });
    if (items.length === 0) continue;
    const wakeUp: WakeUp = { kind: 'lane', organisation, lane: laneId(id, 'task') };
    const hour = textOf(now).slice(0, 13);
    await ports.queue.wakeUp({
      group: messageGroup(wakeUp, true),
      wakeUp,
      id: `sweep-tasks-${organisation}.${id}-${hour}`,
    });
    woken += 1;
  }
  return woken;
}

async function mend(ports: EnginePorts, enrollment: Enrollment, now: Instant): Promise<boolean> {
  const { state } = enrollment;
  switch (state.status) {
    case 'scheduled':
      return wake(ports, enrollment, state.step, state.at, now);
    case 'paused':
      return state.until === undefined ? false : wake(ports, enrollment, state.step, state.until, now);
    case 'sending':
      if (!isClaimExpired(enrollment, now)) return false;
      await giveUpClaim(ports, enrollment, now);
      return true;
    case 'waiting':
    case 'backlogged':
    case 'unknown':
    case 'stopped':
    case 'finished':
      return false;
  }
}

async function giveUpClaim(
  ports: EnginePorts,
  { organisation, id }: Enrollment,
  now: Instant,
): Promise<void> {
  await executeOne(ports, { organisation, enrollment: id, command: { kind: 'give-up-claim' } }, now);
}

/** Finishes what closed tasks left undone, and puts those back on their lists that are waited for. */
async function mendWaiting(ports: EnginePorts, waiting: readonly Waiting[], now: Instant): Promise<number> {
  const tasks = await Promise.all(
    waiting.map(({ organisation, taskId: id }) => ports.store.tasks.get(organisation, id)),
  );
  let mended = 0;
  for (const task of tasks) {
    if (task === undefined || !isStepTask(task)) continue;
    if (task.status === 'cancelled' && (await putBack(ports, task))) mended += 1;
    if (task.status !== 'completed' && task.status !== 'skipped') continue;
    await settleTask(ports, task, now);
    mended += 1;
  }
  return mended;
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

/** A message that a person sent went out, and the work died before its task was closed. */
async function mendSentTask(ports: EnginePorts, enrollment: Enrollment, now: Instant): Promise<boolean> {
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

/** Overdue: woken now. Near: its entry is made again, which changes nothing when it is there. */
async function wake(
  ports: EnginePorts,
  enrollment: Enrollment,
  step: string,
  at: Instant,
  now: Instant,
): Promise<boolean> {
  if (at > plusMinutes(now, NEAR_MINUTES)) return false;
  const { organisation, id, revision, userId, sequenceId, version } = enrollment;
  const [sender, ofVersion] = await Promise.all([
    loadSender(ports.store, organisation, userId),
    ports.store.versions.get(organisation, `${sequenceId}.${version}`),
  ]);
  if (sender === undefined) return false;
  const channel = channelOf(ofVersion?.steps.find((each) => each.id === step));
  const lane = laneId(actorOf(enrollment), channel);
  if (at > plusMinutes(now, -OVERDUE_MINUTES)) {
    const limited = isLimited(limitsOf(channel, laneOwner(sender, lane)));
    await wakeAt(ports, enrollment, { kind: 'wake-at', step, revision, at, lane, limited });
    return false;
  }
  const wakeUp: WakeUp = { kind: 'step', organisation, lane, enrollment: id, step, revision };
  await ports.queue.wakeUp({ group: messageGroup(wakeUp, true), wakeUp, id: `sweep-${id}-${revision}` });
  return true;
}

/**
 * A lane with a queue opens: on the day that its steps wait for, or, when that has passed and they still queue, on the
 * next working day. It is woken now too, in case today's opening was lost; that does nothing when the day is full.
 */
async function mendLane(ports: EnginePorts, enrollment: Enrollment, now: Instant): Promise<boolean> {
  const { state, organisation } = enrollment;
  if (state.status !== 'backlogged') return false;
  const sender = await loadSender(ports.store, organisation, laneParts(state.lane).userId);
  if (sender === undefined) return false;
  const today = localDate(now, sender.user.zone);
  const opensOn = state.opensOn > today ? state.opensOn : nextWorkingDay(sender, now);
  const mended =
    (await openLane(ports, organisation, { lane: state.lane, date: opensOn, owner: sender })) === 'created';
  if (state.opensOn > today) return mended;
  const wakeUp: WakeUp = { kind: 'lane', organisation, lane: state.lane };
  await ports.queue.wakeUp({
    group: messageGroup(wakeUp, true),
    wakeUp,
    id: `sweep-${organisation}.${state.lane}-${textOf(now).slice(0, 13)}`,
  });
  return mended;
}
