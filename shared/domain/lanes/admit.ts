import { epochMs, fromEpochMs, plusSeconds } from '../time/instants.ts';
import { nextAllowed } from '../scheduling/windows.ts';
import { localDate, plusDays, startOfDay } from '../time/zones.ts';
import type { Because } from '../settings/because.ts';
import type { Instant, LocalDate } from '../kernel/instant.ts';
import { emptyDay, withoutPlaces, withPlace } from './lane-day.ts';
import {
  isLimited,
  longestGap,
  type LaneDay,
  type LaneLimits,
  type LaneRequest,
  type Place,
  type Placement,
} from './lane.ts';

/** What the requests of one lane get, and the days that changed by it. */
export type Admission = { placements: Placement[]; changed: LaneDay[] };

/** A lane at one moment. */
export type LaneFacts = {
  organisation: string;
  lane: string;
  limits: LaneLimits;
  now: Instant;
  /** No place is given before it: `now` for who is awake, later for who must still be woken. */
  earliest: Instant;
};

/**
 * The lane days that `admit` needs for these requests: the days on which each would go by its windows alone, and
 * those beside them from which a delay between mails reaches over midnight (A5). First touches are placed on the
 * current day only, and otherwise queue.
 */
export function daysToRead(
  facts: Pick<LaneFacts, 'limits' | 'now' | 'earliest'>,
  requests: LaneRequest[],
): LocalDate[] {
  const today = localDate(facts.now, facts.limits.zone);
  const dates = new Set<LocalDate>();
  for (const request of requests) {
    const allowed = nextAllowed(floorOf(request, facts), request.windows);
    if (allowed.kind === 'never') continue;
    const date = localDate(allowed.at, facts.limits.zone);
    if (request.priority === 1 && date !== today) continue;
    for (const each of daysInReach(date, allowed.at, request, facts.limits)) dates.add(each);
  }
  return [...dates];
}

/** A day, and the days beside it whose mails may be nearer than the delay to one of this request on it (A5). */
function daysInReach(date: LocalDate, at: Instant, request: LaneRequest, limits: LaneLimits): LocalDate[] {
  const gap = longestGap(limits.delay.value);
  if (gap === 0) return [date];
  const [start, end] = [startOfDay(date, limits.zone), startOfDay(plusDays(date, 1), limits.zone)];
  const before = plusSeconds(at, -gap) < start ? [plusDays(date, -1)] : [];
  const last = nextAllowed(later(at, plusSeconds(end, -gap)), request.windows);
  const after = last.kind === 'allowed' && last.at < end ? [plusDays(date, 1)] : [];
  return [...before, date, ...after];
}

/** What is taken of a day: places by instant, their instants in milliseconds since 1970, and the longest gap in seconds. */
export type DayTaken = { places: readonly Place[]; times: readonly number[]; longest: number };

/** The days of a lane that placing reads and changes; a day that nothing was taken of holds no place. */
export type LaneBook = {
  /** What is taken of a day; undefined: nothing. */
  day(date: LocalDate): DayTaken | undefined;
  /** The rank of an effect's place on a day; -1: it has none. */
  rankOf(date: LocalDate, key: string): number;
  put(date: LocalDate, place: Place): void;
  remove(date: LocalDate, key: string): void;
};

/**
 * Gives each request of a lane its place, or sends it to the lane's queue (DESIGN 2, A3, A4, A5, A9).
 *
 * Follow-ups pass before first touches, then oldest due, then key. A follow-up may take a place on a day to come; a
 * first touch only on the current day, so that a long queue of first touches never fills days that follow-ups will
 * want. Who finds no place on its day queues for the day after. An effect that has its place keeps it, unless the cap
 * was lowered since and does not reach it.
 *
 * @param days the days of {@link daysToRead} as stored; absent ones are empty.
 * @param order `by-rank`, or `as-given`: one after the other, so that it does not matter how they are cut into batches.
 */
export function admit(
  facts: LaneFacts,
  days: readonly LaneDay[],
  requests: readonly LaneRequest[],
  order: 'by-rank' | 'as-given' = 'by-rank',
): Admission {
  const byDate = new Map(days.map((day) => [day.date, day]));
  const touched = new Set<LocalDate>();
  const dayOf = (date: LocalDate) => byDate.get(date) ?? emptyDay(facts.organisation, facts.lane, date);
  const change = (day: LaneDay) => {
    byDate.set(day.date, day);
    touched.add(day.date);
  };
  const book: LaneBook = {
    day: (date) => takenOf(byDate.get(date)?.places ?? []),
    rankOf: (date, key) => dayOf(date).places.findIndex((other) => other.key === key),
    put: (date, taken) => change(withPlace(dayOf(date), taken)),
    remove: (date, key) => change(withoutPlaces(dayOf(date), new Set([key]))),
  };
  const inOrder = order === 'as-given' ? requests : [...requests].sort(byRank);
  const placements = inOrder.map((request) => place(facts, book, request));
  return { placements, changed: [...byDate.values()].filter((day) => touched.has(day.date)) };
}

/** Gives one request its place in a lane, noted in the book, or sends it to the lane's queue; see {@link admit}. */
export function place(facts: LaneFacts, book: LaneBook, request: LaneRequest): Placement {
  const { key, due, priority } = request;
  const allowed = nextAllowed(floorOf(request, facts), request.windows);
  if (allowed.kind === 'never') return { kind: 'impossible', key, because: allowed.because };
  const because = allowed.moves.map((move) => move.because);
  if (!isLimited(facts.limits)) return { kind: 'placed', key, at: allowed.at, because };
  const { zone, perDay, perDaySetting, delay } = facts.limits;
  const date = localDate(allowed.at, zone);
  const backlog = (opensOn: LocalDate, ...why: Because[]): Placement => ({
    kind: 'backlogged',
    key,
    due,
    priority,
    opensOn,
    because: [...because, ...why],
  });
  if (priority === 1 && date !== localDate(facts.now, zone)) return backlog(date);

  const cap = perDay.value;
  const taken = book.day(date)?.places ?? none;
  const rank = book.rankOf(date, key);
  const held = taken[rank];
  if (held !== undefined && held.at >= allowed.at && (cap === null || rank < cap))
    return {
      kind: 'placed',
      key,
      at: held.at,
      date,
      because: held.at === allowed.at ? because : [...because, kept],
    };
  const capped: Because = { kind: 'setting', setting: perDaySetting, source: perDay.source };
  if (cap !== null && taken.length - (held === undefined ? 0 : 1) >= cap)
    return backlog(nextOpening(date, facts, request), capped);
  const slot = findSlot(book, { date, held }, request, allowed.at, facts);
  const pacing: Because = { kind: 'setting', setting: 'mailDelay', source: delay.source };
  if (slot === undefined) return backlog(nextOpening(date, facts, request), pacing);
  if (held !== undefined) book.remove(date, key);
  book.put(date, { key, at: slot, gap: request.gap });
  return {
    kind: 'placed',
    key,
    at: slot,
    date,
    because: slot === allowed.at ? because : [...because, pacing],
  };
}

const none: readonly Place[] = [];

function takenOf(places: readonly Place[]): DayTaken {
  return {
    places,
    times: places.map(({ at }) => epochMs(at)),
    longest: places.reduce((most, { gap }) => Math.max(most, gap), 0),
  };
}

/** Why a step goes later than its windows and the delays around it would let it. */
const kept: Because = { kind: 'engine', rule: 'place-kept' };

/** Follow-ups before first touches, then oldest due (A3, pinned), then key so that equal ones have an order. */
export function byRank(a: LaneRequest, b: LaneRequest): number {
  if (a.priority !== b.priority) return a.priority - b.priority;
  if (a.due !== b.due) return a.due < b.due ? -1 : 1;
  return a.key < b.key ? -1 : 1;
}

/** First instant from `earliest` on that day which is open and keeps its distance from the mails around it (A5). */
function findSlot(
  book: LaneBook,
  { date, held }: { date: LocalDate; held: Place | undefined },
  request: LaneRequest,
  earliest: Instant,
  facts: LaneFacts,
): Instant | undefined {
  if (request.gap === 0) return earliest;
  const near = [book.day(plusDays(date, -1)), book.day(date), book.day(plusDays(date, 1))];
  let slot = earliest;
  for (let at = epochMs(slot); ; at = epochMs(slot)) {
    const apart = keepingDistance(near, held, at, request.gap * 1_000);
    if (apart === at) break;
    const next = nextAllowed(fromEpochMs(apart), request.windows);
    if (next.kind === 'never') return undefined;
    slot = next.at;
  }
  return localDate(slot, facts.limits.zone) === date ? slot : undefined;
}

/** The first moment from `from` on that keeps its distance from the places of days in order, whatever the windows. */
function keepingDistance(
  days: readonly (DayTaken | undefined)[],
  held: Place | undefined,
  from: number,
  gap: number,
): number {
  let at = from;
  for (const day of days) {
    if (day === undefined) continue;
    const { places, times, longest } = day;
    const last = times[times.length - 1];
    if (last === undefined || last + longest * 1_000 <= at) continue;
    for (let rank = 0; rank < times.length; rank += 1) {
      const time = times[rank] as number;
      const other = places[rank] as Place;
      if (other.gap === 0 || other === held) continue;
      const end = time + other.gap * 1_000;
      if (time <= at ? end > at : at + gap > time) at = end;
      else if (time > at) return at;
    }
  }
  return at;
}

/** The next day on which the request's windows open, after a day that has no place for it. */
function nextOpening(date: LocalDate, facts: LaneFacts, request: LaneRequest): LocalDate {
  const candidate = plusDays(date, 1);
  const opening = nextAllowed(
    later(floorOf(request, facts), startOfDay(candidate, facts.limits.zone)),
    request.openings ?? request.windows,
  );
  return opening.kind === 'allowed' ? localDate(opening.at, facts.limits.zone) : candidate;
}

/** Before which a request gets no place. */
function floorOf({ due, notBefore = due }: LaneRequest, { earliest }: Pick<LaneFacts, 'earliest'>): Instant {
  return later(later(due, notBefore), earliest);
}

function later(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}
