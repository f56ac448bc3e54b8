import { epochMs } from '../time/instants.ts';
import type { LocalDate } from '../kernel/instant.ts';
import type { DayTaken } from '../lanes/lane-day.ts';
import type { LaneDay, Place } from '../lanes/lane.ts';

type Day = { places: Place[]; times: number[]; keys: Map<string, number>; longest: number };

const noPlaces: readonly never[] = [];

/** The days of one lane in a forecast: a book that is changed in place, since nobody else reads it. */
export class SimulatedDays {
  readonly #days = new Map<LocalDate, Day>();

  /** Takes over a day as it is stored. */
  add({ date, places }: LaneDay): void {
    for (const place of places) this.put(date, place);
  }

  /** Places of a day, by instant. */
  places(date: LocalDate): readonly Place[] {
    return this.#days.get(date)?.places ?? noPlaces;
  }

  day(date: LocalDate): DayTaken | undefined {
    return this.#days.get(date);
  }

  rankOf(date: LocalDate, key: string): number {
    const day = this.#days.get(date);
    const at = day?.keys.get(key);
    if (day === undefined || at === undefined) return -1;
    let rank = firstFrom(day.times, at);
    while (day.places[rank]?.key !== key) rank += 1;
    return rank;
  }

  put(date: LocalDate, place: Place): void {
    const day = this.#days.get(date) ?? { places: [], times: [], keys: new Map(), longest: 0 };
    if (day.keys.size === 0) this.#days.set(date, day);
    const at = epochMs(place.at);
    let rank = day.times.length;
    while (rank > 0 && (day.times[rank - 1] as number) > at) rank -= 1;
    day.places.splice(rank, 0, place);
    day.times.splice(rank, 0, at);
    day.keys.set(place.key, at);
    if (place.gap > day.longest) day.longest = place.gap;
  }

  remove(date: LocalDate, key: string): boolean {
    const day = this.#days.get(date);
    const rank = this.rankOf(date, key);
    if (day === undefined || rank === -1) return false;
    day.places.splice(rank, 1);
    day.times.splice(rank, 1);
    return day.keys.delete(key);
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
