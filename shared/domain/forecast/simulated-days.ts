import { epochMs } from '../time/instants.ts';
import type { LocalDate } from '../kernel/instant.ts';
import { isFreed, type DayTaken } from '../lanes/lane-day.ts';
import type { LaneDay } from '../lanes/day-parts.ts';
import type { Slot } from '../lanes/lane.ts';
import type { FreedSlot } from '../lanes/wake-up.ts';

type Day = { slots: Slot[]; times: number[]; keys: Map<string, number>; longest: number };

const noSlots: readonly never[] = [];

/** The days of one lane in a forecast: a book that is changed in place, since nobody else reads it. */
export class SimulatedDays {
  readonly #days = new Map<LocalDate, Day>();

  /** Takes over a day as it is stored. */
  add({ date, slots }: LaneDay): void {
    for (const slot of slots) this.put(date, slot);
  }

  /** Slots of a day, by instant. */
  slots(date: LocalDate): readonly Slot[] {
    return this.#days.get(date)?.slots ?? noSlots;
  }

  day(date: LocalDate): DayTaken | undefined {
    return this.#days.get(date);
  }

  rankOf(date: LocalDate, key: string): number {
    const day = this.#days.get(date);
    const at = day?.keys.get(key);
    if (day === undefined || at === undefined) return -1;
    let rank = firstFrom(day.times, at);
    while (day.slots[rank]?.key !== key) rank += 1;
    return rank;
  }

  put(date: LocalDate, slot: Slot): void {
    const day = this.#days.get(date) ?? { slots: [], times: [], keys: new Map(), longest: 0 };
    if (day.keys.size === 0) this.#days.set(date, day);
    const at = epochMs(slot.at);
    let rank = day.times.length;
    while (rank > 0 && (day.times[rank - 1] as number) > at) rank -= 1;
    day.slots.splice(rank, 0, slot);
    day.times.splice(rank, 0, at);
    day.keys.set(slot.key, at);
    if (slot.gap > day.longest) day.longest = slot.gap;
  }

  remove(date: LocalDate, key: string): void {
    const day = this.#days.get(date);
    const rank = this.rankOf(date, key);
    if (day === undefined || rank === -1) return;
    day.slots.splice(rank, 1);
    day.times.splice(rank, 1);
    day.keys.delete(key);
  }

  /** Gives a slot back. @returns whether it was held */
  free(freed: FreedSlot): boolean {
    const { date, key } = freed;
    const slot = this.#days.get(date)?.slots[this.rankOf(date, key)];
    if (slot === undefined || !isFreed(slot, freed)) return false;
    this.remove(date, key);
    return true;
  }
}

/** The rank of the first of some times, in order, that is `at` or later. */
function firstFrom(times: readonly number[], at: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] as number) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
