import type { LocalDate } from '../../domain/kernel/instant.ts';
import { emptyDay, placesLeft, withoutPlaces, withPlace } from '../../domain/lanes/lane-day.ts';
import type { LaneDay, LaneId, Place } from '../../domain/lanes/lane.ts';
import type { EngineStore } from '../../ports/store.ts';
import { ContentionError } from '../engine/contention.ts';

/** One day of a lane. */
export type DayOf = { lane: LaneId; date: LocalDate };

/** A lane's day as stored, or an empty one. */
export async function readDay(
  store: EngineStore,
  organisation: string,
  lane: LaneId,
  date: LocalDate,
): Promise<LaneDay> {
  return (await store.laneDays.get(organisation, `${lane}.${date}`)) ?? emptyDay(organisation, lane, date);
}

/** Writes a changed day over the one it was read from. */
export async function writeDay(store: EngineStore, day: LaneDay): Promise<'written' | 'conflict'> {
  const expected = day.revision === 0 ? 'absent' : day.revision;
  return store.laneDays.put({ ...day, revision: day.revision + 1 }, expected);
}

const ATTEMPTS = 8;

/** Changes one day of a lane, again if somebody else changed it in between. @returns what `change` said last */
async function changeDay<T>(
  store: EngineStore,
  organisation: string,
  { lane, date }: DayOf,
  change: (day: LaneDay) => { day?: LaneDay; answer: T },
): Promise<T> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const { day, answer } = change(await readDay(store, organisation, lane, date));
    if (day === undefined || (await writeDay(store, day)) === 'written') return answer;
  }
  throw new ContentionError(`Lane day ${lane}.${date} is contended`);
}

/**
 * Takes a place for a task that goes to its user's list now, if the cap leaves one (A9); `cap` null: whatever the cap.
 * Asking again for the same finds it `held`.
 */
export function reservePlace(
  store: EngineStore,
  organisation: string,
  of: DayOf,
  place: Place,
  cap: number | null,
): Promise<'taken' | 'held' | 'full'> {
  return changeDay(store, organisation, of, (day) => {
    if (day.places.some(({ key }) => key === place.key)) return { answer: 'held' };
    return placesLeft(day, cap) === 0 ? { answer: 'full' } : { day: withPlace(day, place), answer: 'taken' };
  });
}

/** Gives a place back, so that another goes instead. @returns whether it was held */
export function releasePlace(
  store: EngineStore,
  organisation: string,
  { key, ...of }: DayOf & { key: string },
): Promise<boolean> {
  return changeDay(store, organisation, of, (day) => {
    const without = withoutPlaces(day, new Set([key]));
    return without.places.length === day.places.length ? { answer: false } : { day: without, answer: true };
  });
}
