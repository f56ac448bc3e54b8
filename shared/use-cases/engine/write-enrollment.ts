import { stepKinds, type Channel } from '../../domain/channels/step-types.ts';
import { startOfDay } from '../../domain/time/zones.ts';
import { actorOf, type Enrollment } from '../../domain/core/enrollment.ts';
import type { EnrollmentEvent } from '../../domain/core/events.ts';
import { evolve } from '../../domain/core/evolve.ts';
import { limitsOf, type Sender } from '../../domain/core/planning.ts';
import { ownSender } from '../../domain/core/stand-in.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { isLimited, laneId, laneParts, type LaneId } from '../../domain/lanes/lane.ts';
import { laneEntryName, messageGroup, stepEntryName, type WakeUp } from '../../domain/lanes/wake-up.ts';
import { type Step } from '../../domain/sequences/step.ts';
import type { EnginePorts } from './engine-ports.ts';

/** The lane that a step wakes in. */
export function channelOf(step: Step | undefined): Channel {
  return step === undefined ? 'mail' : stepKinds[step.type].lane;
}

/** What making a wake-up needs to know. */
export type Wake = {
  sender: Sender;
  /** Of the step that the enrollment waits for afterwards. */
  channel: Channel;
  /** Lane openings made in the same piece of work, so that many who queue make one. */
  opened?: Set<string>;
};

/**
 * One change of an enrollment: its wake-up first, then one conditional write (F4). A wake-up without its write is
 * stale by revision and does nothing; a write without its wake-up cannot be.
 *
 * @param before the enrollment that the events were decided on; revision 0 when it is new.
 */
export async function writeEnrollment(
  ports: EnginePorts,
  before: Enrollment,
  events: EnrollmentEvent[],
  now: Instant,
  wake: Wake,
): Promise<{ outcome: 'written' | 'conflict'; enrollment: Enrollment }> {
  const enrollment = evolve(before, events, now);
  await prepareWakeUp(ports, enrollment, wake);
  const outcome = await ports.store.enrollments.put(
    enrollment,
    before.revision === 0 ? 'absent' : before.revision,
  );
  return { outcome, enrollment };
}

/** Makes the wake-up that the enrollment's state wants; one that is there already is fine. */
export async function prepareWakeUp(
  ports: Pick<EnginePorts, 'scheduler'>,
  enrollment: Enrollment,
  wake: Wake,
): Promise<void> {
  const { organisation, id, revision, state } = enrollment;
  const entry = (step: string, at: Instant) => {
    const lane = laneId(actorOf(enrollment), wake.channel);
    const wakeUp: WakeUp = { kind: 'step', organisation, lane, enrollment: id, step, revision };
    const group = messageGroup(wakeUp, isLimited(limitsOf(wake.channel, wake.sender)));
    return ports.scheduler.create({ name: stepEntryName(id, revision, at), at, group, wakeUp });
  };
  if (state.status === 'scheduled') await entry(state.step, state.at);
  if (state.status === 'paused' && state.until !== undefined) await entry(state.step, state.until);
  if (state.status === 'backlogged') {
    const opening = `${state.lane} ${state.opensOn}`;
    if (wake.opened?.has(opening) === true) return;
    await openLane(ports, organisation, state.lane, state.opensOn, laneOwner(wake.sender, state.lane));
    wake.opened?.add(opening);
  }
}

/** The user of a lane that a sender's step queues in: the sender, or who stands in (F7). */
function laneOwner(sender: Sender, lane: LaneId): Sender {
  const { userId } = laneParts(lane);
  const known = [sender, ownSender(sender), ...(ownSender(sender).standIns ?? [])];
  return known.find(({ user }) => user.id === userId) ?? sender;
}

/** Wakes a lane at the start of a day of its sender, to pull what queues in it: one entry a lane and day. `exists`: it does already. */
export async function openLane(
  ports: Pick<EnginePorts, 'scheduler'>,
  organisation: string,
  lane: string,
  date: string,
  sender: Sender,
): Promise<'created' | 'exists'> {
  const wakeUp: WakeUp = { kind: 'lane', organisation, lane };
  return ports.scheduler.create({
    name: laneEntryName(organisation, lane, date),
    at: startOfDay(date, sender.user.zone),
    group: messageGroup(wakeUp, isLimited(limitsOf(laneParts(lane).channel, sender))),
    wakeUp,
  });
}
