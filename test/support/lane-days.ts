import { dayOf, dayPartId, partsOf, type LaneDay } from '#shared/domain/lanes/day-parts.ts';
import type { Store } from '#shared/ports/store.ts';

/** Every day of every lane that something is stored of. */
export async function everyLaneDay({ laneDays }: Pick<Store, 'laneDays'>): Promise<LaneDay[]> {
  const parts = await Array.fromAsync(laneDays.scan());
  const byDay = Map.groupBy(
    parts,
    ({ organisation, lane, date }) => `${organisation}#${dayPartId(lane, date, 'recent')}`,
  );
  return [...byDay.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [dayOf(first, partsOf([first, ...others]))],
  );
}
