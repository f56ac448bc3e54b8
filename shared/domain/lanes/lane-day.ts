import { epochMs, secondsBetween } from '../time/instants.ts';
import type { Instant, LocalDate } from '../kernel/instant.ts';
import type { LaneDay, LaneId, Place } from './lane.ts';

/** How late a wake-up may be and still use its place, in seconds: Scheduler's minute, and one for the queue. */
const LATE_AFTER_SECONDS = 120;

/** A day of a lane on which nothing is taken yet. */
export function emptyDay(organisation: string, lane: LaneId, date: LocalDate): LaneDay {
  return { organisation, lane, date, revision: 0, places: [] };
}

/** The day with one more place, kept in order of time. */
export function withPlace(day: LaneDay, place: Place): LaneDay {
  const rank = day.places.findIndex((other) => other.at > place.at);
  const places = rank === -1 ? [...day.places, place] : day.places.toSpliced(rank, 0, place);
  return { ...day, places };
}

/** The day without the places of these effects. */
export function withoutPlaces(day: LaneDay, keys: ReadonlySet<string>): LaneDay {
  return { ...day, places: day.places.filter((place) => !keys.has(place.key)) };
}

/** What is taken of a day: places by instant, their instants in milliseconds since 1970, and the longest gap in seconds. */
export type DayTaken = { places: readonly Place[]; times: readonly number[]; longest: number };

/** What is taken of a day by these places, in order of time. */
export function takenOf(places: readonly Place[]): DayTaken {
  return {
    places,
    times: places.map(({ at }) => epochMs(at)),
    longest: places.reduce((most, { gap }) => Math.max(most, gap), 0),
  };
}

/** Places left under the cap; Infinity without one. */
export function placesLeft(day: LaneDay, cap: number | null): number {
  return cap === null ? Infinity : Math.max(0, cap - day.places.length);
}

/**
 * Whether an effect may use its place now. `none`: it has none on this day; `early`: it is for later; `beyond-cap`: the
 * cap was lowered and does not reach it any more (A3); `late`: using it so late would burst (A5).
 */
export type PlaceUse = 'usable' | 'none' | 'early' | 'beyond-cap' | 'late';

/** What use a place is at this moment, ranked by its time among those of its day. */
export function placeUse(
  place: Place | undefined,
  rank: number,
  { cap, paced, now }: { cap: number | null; paced: boolean; now: Instant },
): PlaceUse {
  if (place === undefined) return 'none';
  if (place.at > now) return 'early';
  if (cap !== null && rank >= cap) return 'beyond-cap';
  return paced && secondsBetween(place.at, now) > LATE_AFTER_SECONDS ? 'late' : 'usable';
}
