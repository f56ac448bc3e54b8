import { epochMs, fromEpochMs, plusMinutes, secondsBetween, wholeSecond } from '../time/instants.ts';
import { nextAllowed } from '../scheduling/windows.ts';
import { localDate, plusDays, startOfDay } from '../time/zones.ts';
import { withLast } from '../kernel/lists.ts';
import type { Reason } from '../settings/reason.ts';
import type { Instant, LocalDate } from '../kernel/instant.ts';
import { withChanges, type LaneBook, type SlotChange, type Queued } from './lane-book.ts';
import { usedUntil, type DayTaken } from './lane-day.ts';
import {
  isLimited,
  type LaneId,
  type LaneLimits,
  type LaneRequest,
  type Slot,
  type Placement,
} from './lane.ts';

/** When a lane is asked, and what limits it. */
export type LaneMoment = {
  limits: LaneLimits;
  now: Instant;
  /** No slot is given before it: `now` for who is awake, later for who must still be woken. */
  earliest: Instant;
};

/** A slot that was given, or not, and what that changes in the lane. */
export type Placing = { placement: Placement; changes: readonly SlotChange[] };

/**
 * Gives one request its slot in a lane, or sends it to the lane's queue (A3, A4, A5, A9).
 *
 * Follow-ups pass before first touches, then oldest due: against everything that has not gone out yet. So nobody takes
 * a slot while an older one queues that may go on that day; and on a day that is full, an older one gets the slot of
 * the youngest that has not been used: who loses it finds that out when it wakes, and queues. A follow-up may take a
 * slot on a day to come; a first touch only on the current day, so that a long queue of first touches never fills
 * days that follow-ups will want. Who finds no slot on its day queues for the day after. An effect that has its slot
 * keeps it, unless the cap was lowered since and does not reach it, or the delay was lengthened.
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
  if (priority === 1 && date !== today) return queued(request, date, because);

  const cap = perDay.value;
  const taken = book.day(date)?.slots ?? none;
  const rank = book.rankOf(date, key);
  const held = taken[rank];
  const holds = held !== undefined && held.gap >= request.gap && (cap === null || rank < cap);
  if (holds && held.at >= allowed.at) {
    const moved = held.at === allowed.at ? because : withLast(because, kept);
    return unchanged({ kind: 'placed', key, at: held.at, date, because: moved });
  }
  if (olderQueues(book, request, date))
    return queued(request, date === today ? nextOpening(date, moment, request) : date, because, olderFirst);

  const own: readonly SlotChange[] =
    held === undefined ? noChanges : [{ kind: 'give-back-slot', lane, date, key }];
  const isFull = cap !== null && taken.length - own.length >= cap;
  let changes = own;
  let free = isFull ? undefined : findInstant(withChanges(book, own), date, request, allowed.at, moment);
  if (free === undefined) {
    // Slots that a lowered cap does not reach any more are nobody's to give.
    const reached = cap === null || taken.length <= cap ? taken : taken.slice(0, cap);
    const youngest = youngestUnused(reached, request, moment);
    if (youngest !== undefined) {
      changes = [...own, { kind: 'give-back-slot', lane, date, key: youngest.key }];
      free = findInstant(withChanges(book, changes), date, request, allowed.at, moment);
    }
  }
  const capped: Reason = { kind: 'setting', setting: perDaySetting, source: perDay.source };
  const pacing: Reason = { kind: 'setting', setting: 'mailDelay', source: delay.source };
  if (free === undefined || !isReached(book, date, changes, free, cap))
    return queued(request, nextOpening(date, moment, request), because, isFull ? capped : pacing);
  const at = wholeSecond(free);
  const taking: Slot = { key, at, gap: request.gap, due: dueOnRecord(at, due), priority };
  const moved = free === allowed.at ? because : withLast(because, pacing);
  return {
    placement: { kind: 'placed', key, at: free, date, because: moved },
    changes: withLast<SlotChange>(changes, { kind: 'take-slot', lane, date, slot: taking }),
  };
}

const none: readonly Slot[] = [];

const noChanges: readonly SlotChange[] = [];

function unchanged(placement: Placement): Placing {
  return { placement, changes: noChanges };
}

function queued(
  { key, due, priority }: LaneRequest,
  opensOn: LocalDate,
  moved: Reason[],
  why?: Reason,
): Placing {
  const because = why === undefined ? moved : withLast(moved, why);
  return unchanged({ kind: 'backlogged', key, due, priority, opensOn, because });
}

/** Whether the cap reaches one more slot at an instant: it counts them by time, and may have been lowered (A3). */
function isReached(
  book: LaneBook,
  date: LocalDate,
  given: readonly SlotChange[],
  at: Instant,
  cap: number | null,
): boolean {
  const taken = book.day(date)?.slots ?? none;
  if (cap === null || taken.length - given.length < cap) return true;
  const slots = withChanges(book, given).day(date)?.slots ?? none;
  return slots.filter((slot) => slot.at <= at).length < cap;
}

/** Why a step goes later than its windows and the delays around it would let it. */
const kept: Reason = { kind: 'engine', rule: 'place-kept' };
/** Why a step queues though there is room: an older one does, and goes first. */
const olderFirst: Reason = { kind: 'engine', rule: 'older-first' };

/** Whether one that queues, and may go on that day, ranks before a request (A3, A4). */
function olderQueues(book: LaneBook, { due, priority, inTurn }: LaneRequest, date: LocalDate): boolean {
  if (inTurn === true) return false;
  const mayGo = (queued: Queued | undefined) => queued !== undefined && queued.opensOn <= date;
  const followUp = book.firstQueued(0);
  if (mayGo(followUp) && (priority === 1 || (followUp as Queued).due < due)) return true;
  const firstTouch = priority === 1 ? book.firstQueued(1) : undefined;
  return mayGo(firstTouch) && (firstTouch as Queued).due < due;
}

/** Most minutes that a slot remembers its step to have been due. One that old gives way to no older one any more. */
const MOST_MINUTES_DUE = 90 * 24 * 60;

/**
 * When a step was due, as its slot remembers it: whole minutes before the slot itself, rounded towards older, so that
 * a day of a lane stays small.
 */
function dueOnRecord(at: Instant, due: Instant): Instant {
  const minutes = Math.ceil(Math.max(0, secondsBetween(due, at)) / 60);
  return plusMinutes(at, -Math.min(minutes, MOST_MINUTES_DUE));
}

/** The slot of the lowest rank that is not used yet and ranks after a request; undefined: there is none. */
function youngestUnused(
  slots: readonly Slot[],
  request: LaneRequest,
  { earliest }: LaneMoment,
): Slot | undefined {
  let youngest: Slot | undefined;
  const used = usedUntil(earliest);
  for (const other of slots) {
    if (other.at <= used || (youngest !== undefined && !ranksBefore(youngest, other))) continue;
    const isOldest = secondsBetween(other.due, other.at) >= MOST_MINUTES_DUE * 60;
    if ((isOldest && other.priority === request.priority) || other.key === request.key) continue;
    youngest = other;
  }
  return youngest !== undefined && ranksBefore(request, youngest) ? youngest : undefined;
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
function findInstant(
  book: LaneBook,
  date: LocalDate,
  request: LaneRequest,
  earliest: Instant,
  { limits }: LaneMoment,
): Instant | undefined {
  if (request.gap === 0) return earliest;
  const near = [book.day(plusDays(date, -1)), book.day(date), book.day(plusDays(date, 1))];
  let free = earliest;
  for (let at = epochMs(free); ; at = epochMs(free)) {
    const apart = keepingDistance(near, at, request.gap * 1_000);
    if (apart === at) break;
    const next = nextAllowed(fromEpochMs(apart), request.windows);
    if (next.kind === 'never') return undefined;
    free = next.at;
  }
  return localDate(free, limits.zone) === date ? free : undefined;
}

/** The first moment from `from` on that keeps its distance from the slots of days in order, whatever the windows. */
function keepingDistance(days: readonly (DayTaken | undefined)[], from: number, gap: number): number {
  let at = from;
  for (const day of days) {
    if (day === undefined) continue;
    const { slots, times, longest } = day;
    const last = times[times.length - 1];
    if (last === undefined || last + longest * 1_000 <= at) continue;
    for (let rank = 0; rank < times.length; rank += 1) {
      const time = times[rank] as number;
      const other = slots[rank] as Slot;
      if (other.gap === 0) continue;
      const end = time + other.gap * 1_000;
      if (time <= at ? end > at : at + gap > time) at = end;
      else if (time > at) return at;
    }
  }
  return at;
}

/** The next day on which the request's windows open, after a day that has no slot for it. */
function nextOpening(date: LocalDate, moment: LaneMoment, request: LaneRequest): LocalDate {
  const candidate = plusDays(date, 1);
  const opening = nextAllowed(
    later(floorOf(request, moment), startOfDay(candidate, moment.limits.zone)),
    request.openings ?? request.windows,
  );
  return opening.kind === 'allowed' ? localDate(opening.at, moment.limits.zone) : candidate;
}

/** Before which a request gets no slot. */
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
