import { epochMs, fromEpochMs, plusMinutes, secondsBetween, wholeSecond } from '../time/instants.ts';
import { nextAllowed } from '../scheduling/windows.ts';
import { localDate, plusDays, startOfDay } from '../time/zones.ts';
import type { Because } from '../settings/because.ts';
import type { Instant, LocalDate } from '../kernel/instant.ts';
import { withChanges, type LaneBook, type PlaceChange, type Queued } from './lane-book.ts';
import type { DayTaken } from './lane-day.ts';
import {
  isLimited,
  type LaneId,
  type LaneLimits,
  type LaneRequest,
  type Place,
  type Placement,
} from './lane.ts';

/** When a lane is asked, and what limits it. */
export type LaneMoment = {
  limits: LaneLimits;
  now: Instant;
  /** No place is given before it: `now` for who is awake, later for who must still be woken. */
  earliest: Instant;
};

/** A place that was given, or not, and what that changes in the lane. */
export type Placing = { placement: Placement; changes: PlaceChange[] };

/**
 * Gives one request its place in a lane, or sends it to the lane's queue (A3, A4, A5, A9).
 *
 * Follow-ups pass before first touches, then oldest due: against everything that has not gone out yet. So nobody takes
 * a place while an older one queues that may go on that day; and on a day that is full, an older one gets the place of
 * the youngest that has not been used: who loses it finds that out when it wakes, and queues. A follow-up may take a
 * place on a day to come; a first touch only on the current day, so that a long queue of first touches never fills
 * days that follow-ups will want. Who finds no place on its day queues for the day after. An effect that has its place
 * keeps it, unless the cap was lowered since and does not reach it.
 */
export function place(lane: LaneId, moment: LaneMoment, book: LaneBook, request: LaneRequest): Placing {
  const { key, due, priority } = request;
  const { limits, now } = moment;
  const allowed = nextAllowed(floorOf(request, moment), request.windows);
  if (allowed.kind === 'never') return unchanged({ kind: 'impossible', key, because: allowed.because });
  const because = allowed.moves.map((move) => move.because);
  if (!isLimited(limits)) return unchanged({ kind: 'placed', key, at: allowed.at, because });
  const { zone, perDay, perDaySetting, delay } = limits;
  const date = localDate(allowed.at, zone);
  const today = localDate(now, zone);
  const queue = (opensOn: LocalDate, ...why: Because[]): Placing =>
    unchanged({ kind: 'backlogged', key, due, priority, opensOn, because: [...because, ...why] });
  if (priority === 1 && date !== today) return queue(date);

  const cap = perDay.value;
  const taken = book.day(date)?.places ?? none;
  const rank = book.rankOf(date, key);
  const held = taken[rank];
  if (held !== undefined && held.at >= allowed.at && (cap === null || rank < cap)) {
    const moved = held.at === allowed.at ? because : [...because, kept];
    return unchanged({ kind: 'placed', key, at: held.at, date, because: moved });
  }
  if (olderQueues(book, request, date))
    return queue(date === today ? nextOpening(date, moment, request) : date, olderFirst);

  const own: PlaceChange[] = held === undefined ? [] : [{ kind: 'give-back-place', lane, date, key }];
  const isFull = cap !== null && taken.length - own.length >= cap;
  const find = (changes: readonly PlaceChange[]) =>
    findSlot(withChanges(book, changes), date, request, allowed.at, moment);
  let changes = own;
  let slot = isFull ? undefined : find(own);
  if (slot === undefined) {
    const youngest = youngestUnused(taken, request, moment);
    if (youngest !== undefined) {
      changes = [...own, { kind: 'give-back-place', lane, date, key: youngest.key }];
      slot = find(changes);
    }
  }
  const capped: Because = { kind: 'setting', setting: perDaySetting, source: perDay.source };
  const pacing: Because = { kind: 'setting', setting: 'mailDelay', source: delay.source };
  if (slot === undefined) return queue(nextOpening(date, moment, request), isFull ? capped : pacing);
  const at = wholeSecond(slot);
  const taking: Place = { key, at, gap: request.gap, due: dueOnRecord(at, due), priority };
  const moved = slot === allowed.at ? because : [...because, pacing];
  return {
    placement: { kind: 'placed', key, at: slot, date, because: moved },
    changes: [...changes, { kind: 'take-place', lane, date, place: taking }],
  };
}

const none: readonly Place[] = [];

function unchanged(placement: Placement): Placing {
  return { placement, changes: [] };
}

/** Why a step goes later than its windows and the delays around it would let it. */
const kept: Because = { kind: 'engine', rule: 'place-kept' };
/** Why a step queues though there is room: an older one does, and goes first. */
const olderFirst: Because = { kind: 'engine', rule: 'older-first' };

/** Whether one that queues, and may go on that day, ranks before a request (A3, A4). */
function olderQueues(book: LaneBook, { due, priority, inTurn }: LaneRequest, date: LocalDate): boolean {
  if (inTurn === true) return false;
  const mayGo = (queued: Queued | undefined) => queued !== undefined && queued.opensOn <= date;
  const followUp = book.firstQueued(0);
  if (mayGo(followUp) && (priority === 1 || (followUp as Queued).due < due)) return true;
  const firstTouch = priority === 1 ? book.firstQueued(1) : undefined;
  return mayGo(firstTouch) && (firstTouch as Queued).due < due;
}

/** Most minutes that a place remembers its step to have been due. One that old gives way to no older one any more. */
const MOST_MINUTES_DUE = 90 * 24 * 60;

/**
 * When a step was due, as its place remembers it: whole minutes before the place itself, rounded towards older, so that
 * a day of a lane stays small.
 */
function dueOnRecord(at: Instant, due: Instant): Instant {
  const minutes = Math.ceil(Math.max(0, secondsBetween(due, at)) / 60);
  return plusMinutes(at, -Math.min(minutes, MOST_MINUTES_DUE));
}

/** The place of the lowest rank that is not used yet and ranks after a request; undefined: there is none. */
function youngestUnused(
  places: readonly Place[],
  request: LaneRequest,
  { earliest }: LaneMoment,
): Place | undefined {
  let youngest: Place | undefined;
  for (const other of places) {
    if (other.at <= earliest || other.key === request.key || !ranksBefore(request, other)) continue;
    const isOldest = secondsBetween(other.due, other.at) >= MOST_MINUTES_DUE * 60;
    if (isOldest && other.priority === request.priority) continue;
    if (youngest === undefined || ranksBefore(youngest, other)) youngest = other;
  }
  return youngest;
}

type Ranked = Pick<LaneRequest, 'priority' | 'due'>;

/** Whether one goes before the other: follow-ups before first touches, then oldest due (A3). */
function ranksBefore(a: Ranked, b: Ranked): boolean {
  return a.priority === b.priority ? a.due < b.due : a.priority < b.priority;
}

/** Follow-ups before first touches, then oldest due (A3), then key so that equal ones have an order. */
export function byRank(a: Ranked & { key: string }, b: Ranked & { key: string }): number {
  if (ranksBefore(a, b)) return -1;
  if (ranksBefore(b, a)) return 1;
  return a.key < b.key ? -1 : 1;
}

/** First instant from `earliest` on that day which is open and keeps its distance from the mails around it (A5). */
function findSlot(
  book: LaneBook,
  date: LocalDate,
  request: LaneRequest,
  earliest: Instant,
  { limits }: LaneMoment,
): Instant | undefined {
  if (request.gap === 0) return earliest;
  const near = [book.day(plusDays(date, -1)), book.day(date), book.day(plusDays(date, 1))];
  let slot = earliest;
  for (let at = epochMs(slot); ; at = epochMs(slot)) {
    const apart = keepingDistance(near, at, request.gap * 1_000);
    if (apart === at) break;
    const next = nextAllowed(fromEpochMs(apart), request.windows);
    if (next.kind === 'never') return undefined;
    slot = next.at;
  }
  return localDate(slot, limits.zone) === date ? slot : undefined;
}

/** The first moment from `from` on that keeps its distance from the places of days in order, whatever the windows. */
function keepingDistance(days: readonly (DayTaken | undefined)[], from: number, gap: number): number {
  let at = from;
  for (const day of days) {
    if (day === undefined) continue;
    const { places, times, longest } = day;
    const last = times[times.length - 1];
    if (last === undefined || last + longest * 1_000 <= at) continue;
    for (let rank = 0; rank < times.length; rank += 1) {
      const time = times[rank] as number;
      const other = places[rank] as Place;
      if (other.gap === 0) continue;
      const end = time + other.gap * 1_000;
      if (time <= at ? end > at : at + gap > time) at = end;
      else if (time > at) return at;
    }
  }
  return at;
}

/** The next day on which the request's windows open, after a day that has no place for it. */
function nextOpening(date: LocalDate, moment: LaneMoment, request: LaneRequest): LocalDate {
  const candidate = plusDays(date, 1);
  const opening = nextAllowed(
    later(floorOf(request, moment), startOfDay(candidate, moment.limits.zone)),
    request.openings ?? request.windows,
  );
  return opening.kind === 'allowed' ? localDate(opening.at, moment.limits.zone) : candidate;
}

/** Before which a request gets no place. */
export function floorOf(
  { due, notBefore = due }: LaneRequest,
  { earliest }: Pick<LaneMoment, 'earliest'>,
): Instant {
  return later(later(due, notBefore), earliest);
}

/** The later of two instants. */
export function later(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}
