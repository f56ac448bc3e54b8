import type { LocalDate } from '../../domain/kernel/instant.ts';
import { emptyDay, isFreed, slotsLeft, withoutSlots, withSlot } from '../../domain/lanes/lane-day.ts';
import type { LaneDay, LaneId, Slot } from '../../domain/lanes/lane.ts';
import type { FreedSlot } from '../../domain/lanes/wake-up.ts';
import { change } from '../../ports/change.ts';
import type { EngineStore } from '../../ports/store.ts';

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

/**
 * Takes a slot for a task that goes to its user's list now, if the cap leaves one (A9); `cap` null: whatever the cap.
 * Asking again for the same finds it `held`.
 */
export async function reserveSlot(
  store: EngineStore,
  organisation: string,
  { lane, date }: DayOf,
  slot: Slot,
  cap: number | null,
): Promise<'taken' | 'held' | 'full'> {
  const taken = await change(store.laneDays, { organisation, id: `${lane}.${date}` }, (stored) => {
    const day = stored ?? emptyDay(organisation, lane, date);
    if (day.slots.some(({ key }) => key === slot.key)) return { refuse: 'held' as const };
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
  store: EngineStore,
  organisation: string,
  { lane, ...freed }: DayOf & FreedSlot,
): Promise<boolean> {
  const released = await change(store.laneDays, { organisation, id: `${lane}.${freed.date}` }, (day) =>
    day?.slots.some((slot) => isFreed(slot, freed))
      ? { write: withoutSlots(day, new Set([freed.key])) }
      : 'unchanged',
  );
  return released.kind === 'written';
}
