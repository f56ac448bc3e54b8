import { localDate } from '../../domain/time/zones.ts';
import type { Enrollment } from '../../domain/core/enrollment.ts';
import { limitsOf, type Sender } from '../../domain/core/planning.ts';
import type { Instant, LocalDate } from '../../domain/kernel/instant.ts';
import { backlogQuery } from '../../domain/lanes/backlog.ts';
import { placesLeft } from '../../domain/lanes/lane-day.ts';
import { laneId, laneParts, type LaneId } from '../../domain/lanes/lane.ts';
import { placeKey } from '../../domain/lanes/place-key.ts';
import {
  dueByOpening,
  nextWorkingDay,
  opensAgainOn,
  pullRounds,
  staysInQueue,
} from '../../domain/core/pull-queue.ts';
import type { SequenceVersion } from '../../domain/sequences/step.ts';
import type { FreedPlace } from '../../domain/lanes/wake-up.ts';
import type { EnginePorts } from './engine-ports.ts';
import { readDay } from './lane-days.ts';
import { loadSender } from './load-sender.ts';
import { onceEach } from './once-each.ts';
import { openCustomTasks } from './open-custom-tasks.ts';
import { placeSteps, type StepToPlace } from './place-steps.ts';
import { releasePlaces } from './release-places.ts';
import { channelOf, openLane, writeEnrollment } from './write-enrollment.ts';

type Opening = { organisation: string; lane: LaneId; freed?: FreedPlace | undefined; now: Instant };

/**
 * A lane opens: as many as the day can carry are pulled from its queue, follow-ups first, then oldest due, and get
 * their places and wake-ups (DESIGN 2). What is left waits for the next opening. Steps that may not go today by their
 * own windows are passed over, and do not keep back those behind them.
 *
 * @returns how many were pulled.
 */
export async function wakeLane(ports: EnginePorts, opening: Opening): Promise<number> {
  const { organisation, lane, freed, now } = opening;
  const { userId, channel } = laneParts(lane);
  const sender = await loadSender(ports.store, organisation, userId);
  if (sender === undefined) return 0;
  if (freed !== undefined) {
    const released = await releasePlaces(ports.store, organisation, [{ lane, ...freed }]);
    if (released.length === 0) return 0;
  }
  const limits = limitsOf(channel, sender);
  const today = localDate(now, limits.zone);
  const dueBy = dueByOpening(now, limits.zone);

  if (channel === 'task') await openCustomTasks(ports, opening, sender);
  let pulled = 0;
  const stays: LocalDate[] = [];
  const version = onceEach((id: string) => ports.store.versions.get(organisation, id));
  for (const priority of [0, 1] as const) {
    let cursor: string | undefined;
    for (const rounds = pullRounds(); rounds.more();) {
      const room = placesLeft(await readDay(ports.store, organisation, lane, today), limits.perDay.value);
      if (room === 0) break;
      const query = backlogQuery(lane, priority, dueBy);
      const page = await ports.store.enrollments.list(organisation, {
        limit: rounds.size(room),
        cursor,
        query,
      });
      const outcome = await pull(ports, page.items, sender, version, now);
      pulled += outcome.pulled;
      stays.push(...outcome.stays);
      rounds.note(outcome.pulled);
      cursor = page.cursor;
      if (cursor === undefined) break;
    }
  }
  await openAgain(ports, opening, dueBy, sender, stays);
  return pulled;
}

/** When something due is left, the lane opens again. */
async function openAgain(
  ports: EnginePorts,
  { organisation, lane, now }: Opening,
  dueBy: Instant,
  sender: Sender,
  stays: readonly LocalDate[],
): Promise<void> {
  const left = await Promise.all(
    ([0, 1] as const).map((priority) =>
      ports.store.enrollments.list(organisation, { limit: 1, query: backlogQuery(lane, priority, dueBy) }),
    ),
  );
  if (left.every((page) => page.items.length === 0)) return;
  await openLane(ports, organisation, lane, opensAgainOn(sender, now, stays), sender);
}

type Versions = (id: string) => Promise<SequenceVersion | undefined>;

/** Gives places to some of the queue. `stays`: the days on which those who got none may go. */
async function pull(
  ports: EnginePorts,
  candidates: readonly Enrollment[],
  sender: Sender,
  version: Versions,
  now: Instant,
): Promise<{ pulled: number; stays: LocalDate[] }> {
  const [first] = candidates;
  if (first === undefined) return { pulled: 0, stays: [] };
  const own = onceEach((id: string) => loadSender(ports.store, first.organisation, id));
  const plans = await Promise.all(
    candidates.map(async (enrollment) => {
      const ofEnrollment = enrollment.userId === sender.user.id ? sender : await own(enrollment.userId);
      return ofEnrollment && planOf(ports, enrollment, ofEnrollment, version);
    }),
  );
  const toPlace = plans.filter((plan) => plan !== undefined);
  const placed = await placeSteps(ports.store, first.organisation, toPlace, now);
  const stays = await Promise.all(
    candidates.map(async (enrollment): Promise<LocalDate[]> => {
      const given = placed.get(enrollment.id);
      if (given === undefined) return [nextWorkingDay(sender, now)];
      const { event, plan } = given;
      const day = staysInQueue(event, laneId(sender.user.id, channelOf(plan.step)));
      if (day !== undefined) return [day];
      const wake = { sender: plan.sender, channel: channelOf(plan.step) };
      const { outcome } = await writeEnrollment(ports, enrollment, [event], now, wake);
      if (outcome === 'conflict' && event.type === 'planned' && event.place !== undefined) {
        const key = placeKey(enrollment.id, plan.step.id);
        const lane = laneId(plan.sender.user.id, wake.channel);
        await releasePlaces(ports.store, enrollment.organisation, [{ lane, date: event.place, key }]);
      }
      return [];
    }),
  );
  return { pulled: stays.filter((days) => days.length === 0).length, stays: stays.flat() };
}

async function planOf(
  ports: EnginePorts,
  enrollment: Enrollment,
  sender: Sender,
  versionOf: Versions,
): Promise<StepToPlace | undefined> {
  const { organisation, id, leadId, sequenceId, version, state, done } = enrollment;
  if (state.status !== 'backlogged') return undefined;
  const [lead, ofVersion] = await Promise.all([
    ports.store.leads.get(organisation, leadId),
    versionOf(`${sequenceId}.${version}`),
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
