import { epochMs, plusSeconds, secondsBetween, wholeSecond } from '../time/instants.ts';
import type { Instant, LocalDate } from '../kernel/instant.ts';
import type { LaneDay } from './day-parts.ts';
import type { LaneId, Slot } from './lane.ts';
import { EARLY_SECONDS, type FreedSlot } from './wake-up.ts';

/** How late a wake-up may be and still use its slot, in seconds: Scheduler's minute, and one for the queue. */
const LATE_AFTER_SECONDS = 120;

/** A day of a lane on which nothing is taken yet. */
export function emptyDay(organisation: string, lane: LaneId, date: LocalDate): LaneDay {
  return { organisation, lane, date, revision: 0, slots: [] };
}

/** The day with one more slot, kept in order of time. */
export function withSlot(day: LaneDay, slot: Slot): LaneDay {
  const rank = day.slots.findIndex((other) => other.at > slot.at);
  const slots = rank === -1 ? [...day.slots, slot] : day.slots.toSpliced(rank, 0, slot);
  return { ...day, slots };
}

/** The day without the slots of these effects. */
export function withoutSlots(day: LaneDay, keys: ReadonlySet<string>): LaneDay {
  return { ...day, slots: day.slots.filter((slot) => !keys.has(slot.key)) };
}

/** Whether a slot is the one that is given back, and none that was taken since. Slots are kept on whole seconds. */
export function isFreed(slot: Slot, { key, at }: FreedSlot): boolean {
  return slot.key === key && (at === undefined || wholeSecond(slot.at) <= wholeSecond(at));
}

/**
 * Up to when slots of a lane count as used at an instant (A3): that of this very second may be at the provider, as may
 * that of a step whose wake-up came a moment early.
 */
export function usedUntil(now: Instant): Instant {
  return plusSeconds(wholeSecond(now), EARLY_SECONDS);
}

/** What is taken of a day: slots by instant, their instants in milliseconds since 1970, and the longest gap in seconds. */
export type DayTaken = { slots: readonly Slot[]; times: readonly number[]; longest: number };

/** What is taken of a day by these slots, in order of time. */
export function takenOf(slots: readonly Slot[]): DayTaken {
  return {
    slots,
    times: slots.map(({ at }) => epochMs(at)),
    longest: slots.reduce((most, { gap }) => Math.max(most, gap), 0),
  };
}

/** Slots left under the cap; Infinity without one. */
export function slotsLeft(day: LaneDay, cap: number | null): number {
  return cap === null ? Infinity : Math.max(0, cap - day.slots.length);
}

/**
 * Whether an effect may use its slot now. `none`: it has none on this day; `early`: it is for later; `beyond-cap`: the
 * cap was lowered and does not reach it any more (A3); `late`: using it so late would burst (A5); `outdated`: it was
 * given under a shorter delay than the present one (A5).
 */
export type SlotUse = 'usable' | 'none' | 'early' | 'beyond-cap' | 'late' | 'outdated';

/**
 * What use a slot is at this moment, ranked by its time among those of its day.
 * @param of.gap what the delay draws for it now, in seconds; 0: nothing is paced.
 */
export function slotUse(
  slot: Slot | undefined,
  rank: number,
  { cap, gap, now }: { cap: number | null; gap: number; now: Instant },
): SlotUse {
  if (slot === undefined) return 'none';
  if (slot.at > now) return 'early';
  if (cap !== null && rank >= cap) return 'beyond-cap';
  if (slot.gap < gap) return 'outdated';
  return gap > 0 && secondsBetween(slot.at, now) > LATE_AFTER_SECONDS ? 'late' : 'usable';
}
