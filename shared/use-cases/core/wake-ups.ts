import { startOfDay } from '../../domain/time/zones.ts';
import type { Effect } from '../../domain/core/effects.ts';
import type { Enrollment } from '../../domain/core/enrollment.ts';
import { limitsOf, type Sender } from '../../domain/core/planning.ts';
import type { Instant, LocalDate } from '../../domain/kernel/instant.ts';
import { isLimited, laneParts, type LaneId } from '../../domain/lanes/lane.ts';
import {
  laneEntryAt,
  laneEntryName,
  messageGroup,
  stepEntryName,
  type FreedSlot,
  type WakeUp,
} from '../../domain/lanes/wake-up.ts';
import type { EnginePorts } from './engine-ports.ts';

/** Makes the entry that wakes an enrollment. One that is there already is fine. */
export async function wakeAt(
  { scheduler }: Pick<EnginePorts, 'scheduler'>,
  { organisation, id }: Pick<Enrollment, 'organisation' | 'id'>,
  { step, revision, at, lane, limited }: Extract<Effect, { kind: 'wake-at' }>,
): Promise<void> {
  const wakeUp: WakeUp = { kind: 'step', organisation, lane, enrollment: id, step, revision };
  await scheduler.create({
    name: stepEntryName(id, revision, at),
    at,
    group: messageGroup(wakeUp, limited),
    wakeUp,
  });
}

/** Wakes a lane at the start of a day of its sender, to pull what queues in it: one entry a lane and day. `exists`: it does already. */
export async function openLane(
  { scheduler }: Pick<EnginePorts, 'scheduler'>,
  organisation: string,
  { lane, date, owner }: { lane: LaneId; date: LocalDate; owner: Sender },
): Promise<'created' | 'exists'> {
  const wakeUp: WakeUp = { kind: 'lane', organisation, lane };
  return scheduler.create({
    name: laneEntryName(organisation, lane, date),
    at: startOfDay(date, owner.user.zone),
    group: messageGroup(wakeUp, isLimited(limitsOf(laneParts(lane).channel, owner))),
    wakeUp,
  });
}

/** Wakes a lane at an instant. */
export async function wakeLaneAt(
  { scheduler }: Pick<EnginePorts, 'scheduler'>,
  organisation: string,
  lane: LaneId,
  at: Instant,
): Promise<void> {
  const wakeUp: WakeUp = { kind: 'lane', organisation, lane };
  const name = laneEntryAt(organisation, lane, at);
  await scheduler.create({ name, at, group: messageGroup(wakeUp, true), wakeUp });
}

/**
 * Lets the next ones of a lane's queue go at once. A hint: the lane opens tomorrow in any case.
 *
 * @param cause tells repeats apart from new wake-ups.
 * @param freed a slot to be given back first, by a wake-up behind the present ones: so who gets it does not depend on
 * how they were cut into batches.
 */
export async function wakeLaneNow(
  { queue }: Pick<EnginePorts, 'queue'>,
  organisation: string,
  lane: LaneId,
  cause: string,
  freed?: FreedSlot,
): Promise<void> {
  const wakeUp: WakeUp = { kind: 'lane', organisation, lane, ...(freed && { freed }) };
  await queue.wakeUp({
    group: messageGroup(wakeUp, true),
    wakeUp,
    id: `freed-${laneParts(lane).channel}-${cause}`,
  });
}
