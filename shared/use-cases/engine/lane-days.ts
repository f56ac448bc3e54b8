import type { LocalDate } from '../../domain/kernel/instant.ts';
import { emptyDay } from '../../domain/lane/lane-day.ts';
import type { LaneDay } from '../../domain/lane/lane.ts';
import type { Store } from '../../ports/store.ts';

/** A lane's day as stored, or an empty one. */
export async function readDay(
  store: Store,
  organisation: string,
  lane: string,
  date: LocalDate,
): Promise<LaneDay> {
  return (await store.laneDays.get(organisation, `${lane}.${date}`)) ?? emptyDay(organisation, lane, date);
}

/** Writes a changed day over the one it was read from. */
export async function writeDay(store: Store, day: LaneDay): Promise<'written' | 'conflict'> {
  const expected = day.revision === 0 ? 'absent' : day.revision;
  return store.laneDays.put({ ...day, revision: day.revision + 1 }, expected);
}
