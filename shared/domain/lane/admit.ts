import { plusSeconds } from '../calendar/instants.ts';
import { nextAllowed, onceDue } from '../calendar/windows.ts';
import { localDate, plusDays, startOfDay } from '../calendar/zones.ts';
import type { Because } from '../kernel/because.ts';
import type { Instant, LocalDate } from '../kernel/instant.ts';
import { emptyDay, placesLeft, withPlace } from './lane-day.ts';
import {
  longestGap,
  type LaneDay,
  type LaneLimits,
  type LaneRequest,
  type Place,
  type Placement,
} from './lane.ts';

/** What the requests of one lane get, and the days that changed by it. */
export type Admission = { placements: Placement[]; changed: LaneDay[] };

type LaneFacts = {
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
    const allowed = nextAllowed(later(request.due, facts.earliest), request.windows);
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
  const last = nextAllowed(later(at, plusSeconds(end, -gap)), onceDue(request.windows));
  const after = last.kind === 'allowed' && last.at < end ? [plusDays(date, 1)] : [];
  return [...before, date, ...after];
}

/**
 * Gives each request of a lane its place, or sends it to the lane's queue (DESIGN 2, A3, A4, A5, A9).
 *
 * Follow-ups pass before first touches, then oldest due, then key. A follow-up may take a place on a day to come; a
 * first touch only on the current day, so that a long queue of first touches never fills days that follow-ups will
 * want. Who finds no place on its day queues for the day after. An effect that has its place keeps it, unless the cap
 * was lowered since and does not reach it.
 *
 * @param days the days of {@link daysToRead} as stored; absent ones are empty.
 */
export function admit(
  facts: LaneFacts,
  days: readonly LaneDay[],
  requests: readonly LaneRequest[],
): Admission {
  const byDate = new Map(days.map((day) => [day.date, day]));
  const touched = new Set<LocalDate>();
  const today = localDate(facts.now, facts.limits.zone);
  const cap = facts.limits.perDay.value;

  const place = (request: LaneRequest): Placement => {
    const { key, due, priority } = request;
    const allowed = nextAllowed(later(due, facts.earliest), request.windows);
    if (allowed.kind === 'never') return { kind: 'impossible', key, because: allowed.because };
    const because = allowed.moves.map((move) => move.because);
    const date = localDate(allowed.at, facts.limits.zone);
    const backlog = (opensOn: LocalDate, ...why: Because[]): Placement => ({
      kind: 'backlogged',
      key,
      due,
      priority,
      opensOn,
      because: [...because, ...why],
    });
    if (priority === 1 && date !== today) return backlog(date);

    const day = byDate.get(date) ?? emptyDay(facts.organisation, facts.lane, date);
    const rank = day.places.findIndex((other) => other.key === key);
    const held = day.places[rank];
    if (held !== undefined && held.at >= allowed.at && (cap === null || rank < cap))
      return { kind: 'placed', key, at: held.at, date, because };
    const free = held === undefined ? day : { ...day, places: day.places.filter((other) => other !== held) };
    const capped: Because = {
      kind: 'setting',
      setting: facts.limits.perDaySetting,
      source: facts.limits.perDay.source,
    };
    if (placesLeft(free, cap) === 0) return backlog(nextOpening(date, facts, request), capped);
    const around = [-1, 1].map((days) => byDate.get(plusDays(date, days))?.places ?? []);
    const places = [...(around[0] ?? []), ...free.places, ...(around[1] ?? [])];
    const slot = findSlot(date, places, request, allowed.at, facts);
    const pacing: Because = { kind: 'setting', setting: 'mailDelay', source: facts.limits.delay.source };
    if (slot === undefined) return backlog(nextOpening(date, facts, request), pacing);
    byDate.set(date, withPlace(free, { key, at: slot, gap: request.gap }));
    touched.add(date);
    return {
      kind: 'placed',
      key,
      at: slot,
      date,
      because: slot === allowed.at ? because : [...because, pacing],
    };
  };

  const inOrder = [...requests].sort(byRank);
  const placements = inOrder.map(place);
  return { placements, changed: [...byDate.values()].filter((day) => touched.has(day.date)) };
}

/** Follow-ups before first touches, then oldest due (A3, pinned), then key so that equal ones have an order. */
function byRank(a: LaneRequest, b: LaneRequest): number {
  if (a.priority !== b.priority) return a.priority - b.priority;
  if (a.due !== b.due) return a.due < b.due ? -1 : 1;
  return a.key < b.key ? -1 : 1;
}

/** First instant from `from` on that day which is open and keeps its distance from the mails around it (A5). */
function findSlot(
  date: LocalDate,
  places: readonly Place[],
  request: LaneRequest,
  from: Instant,
  facts: LaneFacts,
): Instant | undefined {
  if (request.gap === 0) return from;
  let at = from;
  for (const other of places) {
    if (other.gap === 0) continue;
    const tooSoonAfter = other.at <= at && plusSeconds(other.at, other.gap) > at;
    const tooCloseBefore = other.at > at && plusSeconds(at, request.gap) > other.at;
    if (!tooSoonAfter && !tooCloseBefore) {
      if (other.at > at) break;
      continue;
    }
    const next = nextAllowed(plusSeconds(other.at, other.gap), onceDue(request.windows));
    if (next.kind === 'never') return undefined;
    at = next.at;
  }
  return localDate(at, facts.limits.zone) === date ? at : undefined;
}

/** The next day on which the request's windows open, after a day that has no place for it. */
function nextOpening(date: LocalDate, facts: LaneFacts, request: LaneRequest): LocalDate {
  const candidate = plusDays(date, 1);
  const opening = nextAllowed(later(request.due, startOfDay(candidate, facts.limits.zone)), request.windows);
  return opening.kind === 'allowed' ? localDate(opening.at, facts.limits.zone) : candidate;
}

function later(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}
