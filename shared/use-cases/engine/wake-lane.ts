import { nextAllowed } from '../../domain/calendar/windows.ts';
import { localDate, plusDays, startOfDay } from '../../domain/calendar/zones.ts';
import { plusSeconds } from '../../domain/calendar/instants.ts';
import type { Enrollment } from '../../domain/enrollment/enrollment.ts';
import { limitsOf, type Sender } from '../../domain/enrollment/planning.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { placesLeft } from '../../domain/lane/lane-day.ts';
import { laneId, laneParts, type LaneId } from '../../domain/lane/lane.ts';
import { placeKey } from '../../domain/lane/place-key.ts';
import type { EnginePorts } from './engine-ports.ts';
import { inChunks } from './in-chunks.ts';
import { readDay } from './lane-days.ts';
import { loadSender } from './load-sender.ts';
import { placeSteps, type StepToPlace } from './place-steps.ts';
import { releasePlaces } from './release-places.ts';
import { channelOf, openLane, writeEnrollment } from './write-enrollment.ts';

const PULL = 25;
/** Rounds of one wake-up: 100 × 25 steps; a lane that carries more a day goes on at its next wake-up. */
const ROUNDS = 100;

/**
 * A lane opens: as many as the day can carry are pulled from its queue, follow-ups first, then oldest due, and get
 * their places and wake-ups (DESIGN 2). What is left waits for the next day's opening.
 *
 * @returns how many were pulled.
 */
export async function wakeLane(
  ports: EnginePorts,
  { organisation, lane, now }: { organisation: string; lane: LaneId; now: Instant },
): Promise<number> {
  const { userId, channel } = laneParts(lane);
  const sender = await loadSender(ports.store, organisation, userId);
  if (sender === undefined) return 0;
  const limits = limitsOf(channel, sender);
  const today = localDate(now, limits.zone);
  const endOfToday = plusSeconds(startOfDay(plusDays(today, 1), limits.zone), -0.001);

  const stays = new Set<string>();
  let pulled = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const room = placesLeft(await readDay(ports.store, organisation, lane, today), limits.perDay.value);
    if (room === 0) break;
    const page = await ports.store.enrollments.list(organisation, {
      limit: Math.min(PULL, room) + stays.size,
      query: { index: 'byBacklog', of: lane, upTo: endOfToday },
    });
    const outcome = await pull(
      ports,
      page.items.filter(({ id }) => !stays.has(id)),
      sender,
      now,
    );
    // A day whose windows are over gives no more places however often it is asked.
    if (outcome.pulled === 0) break;
    pulled += outcome.pulled;
    for (const id of outcome.stays) stays.add(id);
  }
  await openAgain(ports, { organisation, lane, now }, endOfToday, sender);
  return pulled;
}

/** When something due is left, the lane opens again on its sender's next working day. */
async function openAgain(
  ports: EnginePorts,
  { organisation, lane, now }: { organisation: string; lane: LaneId; now: Instant },
  endOfToday: Instant,
  sender: Sender,
): Promise<void> {
  const left = await ports.store.enrollments.list(organisation, {
    limit: 1,
    query: { index: 'byBacklog', of: lane, upTo: endOfToday },
  });
  if (left.items.length === 0) return;
  const { zone } = sender.user;
  const { workingDays, workingHours, holidays } = sender.settings;
  const tomorrow = startOfDay(plusDays(localDate(now, zone), 1), zone);
  const opening = nextAllowed(tomorrow, { zone, workingDays, workingHours, holidays });
  await openLane(
    ports,
    organisation,
    lane,
    localDate(opening.kind === 'allowed' ? opening.at : tomorrow, zone),
    sender,
  );
}

async function pull(
  ports: EnginePorts,
  candidates: readonly Enrollment[],
  sender: Sender,
  now: Instant,
): Promise<{ pulled: number; stays: string[] }> {
  const [first] = candidates;
  if (first === undefined) return { pulled: 0, stays: [] };
  const plans = await inChunks(candidates, PULL, (enrollment) => planOf(ports, enrollment, sender));
  const toPlace = plans.flatMap(({ result }) => (result === undefined ? [] : [result]));
  const placed = await placeSteps(ports.store, first.organisation, toPlace, now);
  const outcomes = await inChunks(candidates, PULL, async (enrollment) => {
    const own = placed.get(enrollment.id);
    if (own === undefined || own.event.type === 'queued') return 'stays';
    const wake = { sender, channel: channelOf(own.plan.step) };
    const { outcome } = await writeEnrollment(ports, enrollment, [own.event], now, wake);
    if (outcome === 'conflict' && own.event.type === 'planned' && own.event.place !== undefined) {
      const key = placeKey(enrollment.id, own.plan.step.id);
      const lane = laneId(sender.user.id, wake.channel);
      await releasePlaces(ports.store, enrollment.organisation, [{ lane, date: own.event.place, key }]);
    }
    return 'pulled';
  });
  return {
    pulled: outcomes.filter(({ result }) => result === 'pulled').length,
    stays: outcomes.filter(({ result }) => result === 'stays').map(({ item }) => item.id),
  };
}

async function planOf(
  ports: EnginePorts,
  enrollment: Enrollment,
  sender: Sender,
): Promise<StepToPlace | undefined> {
  const { organisation, id, leadId, sequenceId, version, state, done } = enrollment;
  if (state.status !== 'backlogged') return undefined;
  const [lead, ofVersion] = await Promise.all([
    ports.store.leads.get(organisation, leadId),
    ports.store.versions.get(organisation, `${sequenceId}.${version}`),
  ]);
  const step = ofVersion?.steps.find((each) => each.id === state.step);
  if (lead === undefined || step === undefined) return undefined;
  return {
    enrollmentId: id,
    step,
    version,
    due: state.due,
    firstTouch: done.length === 0,
    recipient: lead,
    sender,
  };
}
