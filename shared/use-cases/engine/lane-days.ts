import type { LocalDate } from '../../domain/kernel/instant.ts';
import { emptyDay, placesLeft, withPlace } from '../../domain/lanes/lane-day.ts';
import type { LaneDay, Place } from '../../domain/lanes/lane.ts';
import type { EngineStore } from '../../ports/store.ts';
import { ContentionError } from './contention.ts';

/** A lane's day as stored, or an empty one. */
export async function readDay(
  store: EngineStore,
  organisation: string,
  lane: string,
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

/**
 * Takes a place for what goes out now by the hand of a person, if the cap leaves one (A3, A4). Asking again for the
 * same finds it `held`.
 */
export async function reservePlace(
  store: EngineStore,
  organisation: string,
  lane: string,
  date: LocalDate,
  place: Place,
  cap: number,
): Promise<'taken' | 'held' | 'full'> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const day = await readDay(store, organisation, lane, date);
    if (day.places.some(({ key }) => key === place.key)) return 'held';
    if (placesLeft(day, cap) === 0) return 'full';
    if ((await writeDay(store, withPlace(day, place))) === 'written') return 'taken';
  }
  throw new ContentionError(`Lane day ${lane}.${date} is contended`);
}

/** Takes a place outside any admission, whatever the cap: for what is done already. Taking it twice is fine. */
export async function takePlace(
  store: EngineStore,
  organisation: string,
  lane: string,
  date: LocalDate,
  place: Place,
): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const day = await readDay(store, organisation, lane, date);
    if (day.places.some(({ key }) => key === place.key)) return;
    if ((await writeDay(store, withPlace(day, place))) === 'written') return;
  }
  throw new ContentionError(`Lane day ${lane}.${date} is contended`);
}
