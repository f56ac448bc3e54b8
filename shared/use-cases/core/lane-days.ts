import type { LocalDate } from '../../domain/kernel/instant.ts';
import {
  dayOf,
  dayPartId,
  isTorn,
  partsOf,
  partsToWrite,
  type LaneDay,
} from '../../domain/lanes/day-parts.ts';
import { isFreed, slotsLeft, withoutSlots, withSlot } from '../../domain/lanes/lane-day.ts';
import type { LaneId, Slot } from '../../domain/lanes/lane.ts';
import type { FreedSlot } from '../../domain/lanes/wake-up.ts';
import { plusDays } from '../../domain/time/zones.ts';
import { change } from '../../ports/change.ts';
import { ContentionError } from '../../ports/contention-error.ts';
import type { Documents } from '../../ports/documents.ts';
import type { EngineStore } from '../../ports/store.ts';

type DayStore = Pick<EngineStore, 'laneDays'>;

/** One day of a lane. */
export type DayOf = { lane: LaneId; date: LocalDate };

/** Times that a day is read anew because its parts were moved meanwhile. */
const TRIES = 4;

/** A lane's day as stored, or an empty one. */
export async function readDay(
  store: DayStore,
  organisation: string,
  lane: LaneId,
  date: LocalDate,
): Promise<LaneDay> {
  const [day] = await readNeighbours(store, organisation, lane, [date]);
  return day;
}

/** Days of a lane as stored, or empty ones; neighbours are read together. */
export async function readDays(
  store: DayStore,
  organisation: string,
  lane: LaneId,
  dates: Iterable<LocalDate>,
): Promise<LaneDay[]> {
  const runs: [LocalDate, ...LocalDate[]][] = [];
  for (const date of [...new Set(dates)].toSorted()) {
    const run = runs.at(-1);
    if (run !== undefined && plusDays(run.at(-1) ?? run[0], 1) === date) run.push(date);
    else runs.push([date]);
  }
  return (await Promise.all(runs.map((run) => readNeighbours(store, organisation, lane, run)))).flat();
}

/** Writes a changed day over the one it was read from. */
export async function writeDay(store: DayStore, day: LaneDay): Promise<'written' | 'conflict'> {
  return putDay(store, { ...day, revision: day.revision + 1 });
}

/**
 * Takes a slot for a task that goes to its user's list now, if the cap leaves one (A9); `cap` null: whatever the cap.
 * Asking again for the same finds it `held`.
 */
export async function reserveSlot(
  store: DayStore,
  organisation: string,
  { lane, date }: DayOf,
  slot: Slot,
  cap: number | null,
): Promise<'taken' | 'held' | 'full'> {
  const taken = await change(daysOf(store, { lane, date }), { organisation, id: date }, (day) => {
    if (day === undefined || day.slots.some(({ key }) => key === slot.key))
      return { refuse: 'held' as const };
    return slotsLeft(day, cap) === 0 ? { refuse: 'full' as const } : { write: withSlot(day, slot) };
  });
  return taken.kind === 'refused' ? taken.why : 'taken';
}

/**
 * Gives a slot back, so that another goes instead; `at`: only one of that instant or before, and none that was taken since.
 *
 * @returns whether it was held
 */
export async function releaseSlot(
  store: DayStore,
  organisation: string,
  { lane, ...freed }: DayOf & FreedSlot,
): Promise<boolean> {
  const { date } = freed;
  const released = await change(daysOf(store, { lane, date }), { organisation, id: date }, (day) =>
    day?.slots.some((slot) => isFreed(slot, freed))
      ? { write: withoutSlots(day, new Set([freed.key])) }
      : 'unchanged',
  );
  return released.kind === 'written';
}

/** A day of a lane as one document, whatever parts it is stored in. */
function daysOf(store: DayStore, { lane, date }: DayOf): Pick<Documents<LaneDay>, 'get' | 'put'> {
  return {
    get: (organisation) => readDay(store, organisation, lane, date),
    put: (day) => putDay(store, day),
  };
}

/** Days in a row, read at once. */
async function readNeighbours(
  store: DayStore,
  organisation: string,
  lane: LaneId,
  dates: readonly [LocalDate, ...LocalDate[]],
): Promise<[LaneDay, ...LaneDay[]]> {
  const from = dayPartId(lane, dates[0], 'recent');
  const upTo = dayPartId(lane, dates.at(-1) ?? dates[0], 'earlier');
  for (let tries = 0; tries < TRIES; tries += 1) {
    const byDate = Map.groupBy(await store.laneDays.between(organisation, from, upTo), ({ date }) => date);
    const read = (date: LocalDate) => dayOf({ organisation, lane, date }, partsOf(byDate.get(date) ?? []));
    const [first, ...others] = dates;
    const days: [LaneDay, ...LaneDay[]] = [read(first), ...others.map(read)];
    if (!days.some(({ parts }) => isTorn(parts))) return days;
  }
  throw new ContentionError(`${lane} is contended`);
}

/** Writes the parts of a day that changed, one after the other. */
async function putDay(store: DayStore, day: LaneDay): Promise<'written' | 'conflict'> {
  for (const { part, expected } of partsToWrite(day))
    if ((await store.laneDays.put(part, expected)) === 'conflict') return 'conflict';
  return 'written';
}
