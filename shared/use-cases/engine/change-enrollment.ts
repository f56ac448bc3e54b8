import type { Enrollment, EnrollmentState } from '../../domain/enrollment/enrollment.ts';
import { isOver } from '../../domain/enrollment/enrollment.ts';
import type { EnrollmentEvent } from '../../domain/enrollment/events.ts';
import type { Sender } from '../../domain/enrollment/planning.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { laneId, laneParts, type LaneId } from '../../domain/lane/lane.ts';
import { placeKey } from '../../domain/lane/place-key.ts';
import type { WakeUp } from '../../domain/lane/wake-up.ts';
import { messageGroup } from '../../domain/lane/wake-up.ts';
import type { Channel } from '../../domain/sequence/step.ts';
import { ContentionError } from './contention.ts';
import type { EnginePorts } from './engine-ports.ts';
import { loadSender } from './load-sender.ts';
import { releasePlaces } from './release-places.ts';
import { channelOf, writeEnrollment } from './write-enrollment.ts';

/** What is decided about one enrollment: the events, and the channel of the step then waited for. */
export type Change = { events: EnrollmentEvent[]; channel?: Channel };

/** How changing one enrollment ended. `unchanged`: the decision had nothing to add, as when it was made before. */
export type ChangeResult =
  | { kind: 'changed'; enrollment: Enrollment }
  | { kind: 'unchanged'; enrollment: Enrollment }
  | { kind: 'refused'; enrollment: Enrollment; why: string }
  | { kind: 'not-found' };

export type Decide = (
  enrollment: Enrollment,
  sender: Sender,
) => Promise<Change | { refuse: string }> | Change | { refuse: string };

const ATTEMPTS = 8;

/**
 * Changes one enrollment by a decision on its present state, again if somebody else changed it in between, and gives
 * back the place in a lane and the open task that it no longer needs.
 */
export async function changeEnrollment(
  ports: EnginePorts,
  organisation: string,
  id: string,
  decide: Decide,
  now: Instant,
): Promise<ChangeResult> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const enrollment = await ports.store.enrollments.get(organisation, id);
    if (enrollment === undefined) return { kind: 'not-found' };
    const sender = await loadSender(ports.store, organisation, enrollment.userId);
    if (sender === undefined) return { kind: 'not-found' };
    const change = await decide(enrollment, sender);
    if ('refuse' in change) return { kind: 'refused', enrollment, why: change.refuse };
    if (change.events.length === 0) return { kind: 'unchanged', enrollment };
    const channel = change.channel ?? 'mail';
    const written = await writeEnrollment(ports, enrollment, change.events, now, { sender, channel });
    if (written.outcome === 'conflict') continue;
    await leaveBehind(ports, enrollment, written.enrollment, sender, now);
    return { kind: 'changed', enrollment: written.enrollment };
  }
  throw new ContentionError(`Enrollment ${id} is contended`);
}

/**
 * Gives back what the enrollment held before a change and does not need after it: its place, so that another goes
 * instead, and its open task. A crash before it leaves a place unused for a day, never one used twice.
 */
async function leaveBehind(
  ports: EnginePorts,
  before: Enrollment,
  after: Enrollment,
  sender: Sender,
  now: Instant,
): Promise<void> {
  const held = heldPlace(before);
  if (held !== undefined && !keepsPlace(after.state, held.step, held.date)) {
    const version = await ports.store.versions.get(
      before.organisation,
      `${before.sequenceId}.${before.version}`,
    );
    const lane = laneId(sender.user.id, channelOf(version?.steps.find(({ id }) => id === held.step)));
    const key = placeKey(before.id, held.step);
    const freed = await releasePlaces(ports.store, before.organisation, [{ lane, date: held.date, key }]);
    for (const each of freed)
      await wakeLaneNow(ports, before.organisation, each, `${before.id}-${after.revision}`);
  }
  const task =
    before.state.status === 'waiting' || before.state.status === 'paused' ? before.state.taskId : undefined;
  if (task !== undefined && isOver(after.state)) await cancelTask(ports, before.organisation, task, now);
}

function heldPlace({ state }: Enrollment): { step: string; date: string } | undefined {
  return state.status === 'scheduled' && state.place !== undefined
    ? { step: state.step, date: state.place }
    : undefined;
}

function keepsPlace(after: EnrollmentState, step: string, date: string): boolean {
  return 'place' in after && after.step === step && after.place === date;
}

/** Lets the next ones of a lane's queue have a place that came free. A hint: the lane opens tomorrow in any case. */
async function wakeLaneNow(
  ports: EnginePorts,
  organisation: string,
  lane: LaneId,
  cause: string,
): Promise<void> {
  const wakeUp: WakeUp = { kind: 'lane', organisation, lane };
  await ports.queue.wakeUp({
    group: messageGroup(wakeUp, true),
    wakeUp,
    id: `freed-${laneParts(lane).channel}-${cause}`,
  });
}

async function cancelTask(ports: EnginePorts, organisation: string, id: string, now: Instant): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const task = await ports.store.tasks.get(organisation, id);
    if (task?.status !== 'open') return;
    const cancelled = { ...task, revision: task.revision + 1, status: 'cancelled' as const, closedAt: now };
    if ((await ports.store.tasks.put(cancelled, task.revision)) === 'written') return;
  }
}
