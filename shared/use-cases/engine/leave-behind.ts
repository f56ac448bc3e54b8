import { actorOf, isOver, type Enrollment } from '../../domain/core/enrollment.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { laneId, laneParts, type LaneId } from '../../domain/lanes/lane.ts';
import { placeKey } from '../../domain/lanes/place-key.ts';
import { messageGroup, type FreedPlace, type WakeUp } from '../../domain/lanes/wake-up.ts';
import { taskInHand } from '../../domain/core/task-in-hand.ts';
import { closeSentTask } from './close-sent-task.ts';
import type { EnginePorts } from './engine-ports.ts';
import { releasePlaces } from './release-places.ts';
import { channelOf } from './write-enrollment.ts';

const ATTEMPTS = 8;

/**
 * Gives back what the enrollment held before a change and does not need after it: its place, so that another goes
 * instead, and its open task; a task whose message is now known to have gone out is completed. A crash before it leaves a place
 * unused for a day, never one used twice.
 *
 * @param amongOthers other wake-ups of the lane may be worked off beside it: the place is given back by a wake-up
 * behind them, so that who gets it does not depend on how they were cut into batches.
 */
export async function leaveBehind(
  ports: Pick<EnginePorts, 'store' | 'queue'>,
  before: Enrollment,
  after: Enrollment,
  now: Instant,
  { amongOthers = false } = {},
): Promise<void> {
  const held = heldPlace(before);
  const used = after.events.some(({ type }) => type === 'sent');
  if (held !== undefined && !used && !keepsPlace(after, before)) {
    const version = await ports.store.versions.get(
      before.organisation,
      `${before.sequenceId}.${before.version}`,
    );
    const lane = laneId(actorOf(before), channelOf(version?.steps.find(({ id }) => id === held.step)));
    const key = placeKey(before.id, held.step);
    const place = { date: held.date, key };
    const cause = `${before.id}-${after.revision}`;
    const freed = amongOthers
      ? [lane]
      : await releasePlaces(ports.store, before.organisation, [{ lane, ...place }]);
    for (const each of freed)
      await wakeLaneNow(ports, before.organisation, each, cause, amongOthers ? place : undefined);
  }
  for (const event of after.events) {
    if (event.type !== 'sent' || event.by === undefined) continue;
    await closeSentTask(ports, after, { step: event.step, by: event.by, at: before.claim?.at ?? now });
    return;
  }
  const task = taskInHand(before);
  const gone = isOver(after.state) || after.events.some(({ type }) => type === 'skipped');
  if (task !== undefined && gone) await cancelTask(ports, before.organisation, task, now);
}

function heldPlace({ state }: Enrollment): { step: string; date: string } | undefined {
  return state.status === 'scheduled' && state.place !== undefined
    ? { step: state.step, date: state.place }
    : undefined;
}

function keepsPlace(after: Enrollment, before: Enrollment): boolean {
  if (!('place' in after.state) || !('place' in before.state)) return false;
  const { step, place } = before.state;
  return after.state.step === step && after.state.place === place && actorOf(after) === actorOf(before);
}

/** Lets the next ones of a lane's queue have a place that came free. A hint: the lane opens tomorrow in any case. */
export async function wakeLaneNow(
  ports: Pick<EnginePorts, 'queue'>,
  organisation: string,
  lane: LaneId,
  cause: string,
  freed?: FreedPlace,
): Promise<void> {
  const wakeUp: WakeUp = { kind: 'lane', organisation, lane, ...(freed && { freed }) };
  await ports.queue.wakeUp({
    group: messageGroup(wakeUp, true),
    wakeUp,
    id: `freed-${laneParts(lane).channel}-${cause}`,
  });
}

/** Takes a task off its user's list; one that is closed stays as it is. */
export async function cancelTask(
  ports: Pick<EnginePorts, 'store'>,
  organisation: string,
  id: string,
  now: Instant,
): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const task = await ports.store.tasks.get(organisation, id);
    if (task?.status !== 'open') return;
    const cancelled = { ...task, revision: task.revision + 1, status: 'cancelled' as const, closedAt: now };
    if ((await ports.store.tasks.put(cancelled, task.revision)) === 'written') return;
  }
}
