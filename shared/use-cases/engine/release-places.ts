import { withoutPlaces } from '../../domain/lanes/lane-day.ts';
import type { LocalDate } from '../../domain/kernel/instant.ts';
import type { EngineStore } from '../../ports/store.ts';
import { ContentionError } from './contention.ts';
import { readDay, writeDay } from './lane-days.ts';

/** A place that its effect will not use. */
export type HeldPlace = { lane: string; date: LocalDate; key: string };

const ATTEMPTS = 8;

/**
 * Gives places back to their lanes, so that others go instead (DESIGN 2: a lead who replied frees the place at once).
 * Releasing what is not held changes nothing. Returns the lanes that have more room now.
 */
export async function releasePlaces(
  store: EngineStore,
  organisation: string,
  places: readonly HeldPlace[],
): Promise<string[]> {
  const freed: string[] = [];
  for (const [dayKey, onDay] of Map.groupBy(places, (place) => `${place.lane}.${place.date}`)) {
    const [first] = onDay;
    if (first === undefined) continue;
    const keys = new Set(onDay.map((place) => place.key));
    if (await releaseOnDay(store, organisation, first, keys, dayKey)) freed.push(first.lane);
  }
  return freed;
}

async function releaseOnDay(
  store: EngineStore,
  organisation: string,
  { lane, date }: HeldPlace,
  keys: ReadonlySet<string>,
  name: string,
): Promise<boolean> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const day = await readDay(store, organisation, lane, date);
    const changed = withoutPlaces(day, keys);
    if (changed.places.length === day.places.length) return false;
    if ((await writeDay(store, changed)) === 'written') return true;
  }
  throw new ContentionError(`Lane day ${name} is contended`);
}
