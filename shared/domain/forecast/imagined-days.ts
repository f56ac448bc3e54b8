import { epochMs } from '../calendar/instants.ts';
import type { LocalDate } from '../kernel/instant.ts';
import type { LaneBook } from '../lane/admit.ts';
import type { LaneDay, Place } from '../lane/lane.ts';

type Day = { places: Place[]; times: number[]; keys: Set<string>; longest: number };

const noPlaces: readonly never[] = [];

/** The days of one lane in a forecast: a book that is changed in place, since nobody else reads it. */
export class ImaginedDays implements LaneBook {
  readonly #days = new Map<LocalDate, Day>();

  /** Takes over a day as it is stored. */
  add({ date, places }: LaneDay): void {
    for (const place of places) this.put(date, place);
  }

  places(date: LocalDate): readonly Place[] {
    return this.#days.get(date)?.places ?? noPlaces;
  }

  times(date: LocalDate): readonly number[] {
    return this.#days.get(date)?.times ?? noPlaces;
  }

  longest(date: LocalDate): number {
    return this.#days.get(date)?.longest ?? 0;
  }

  rankOf(date: LocalDate, key: string): number {
    const day = this.#days.get(date);
    return day?.keys.has(key) === true ? day.places.findIndex((place) => place.key === key) : -1;
  }

  put(date: LocalDate, place: Place): void {
    const day = this.#days.get(date) ?? { places: [], times: [], keys: new Set(), longest: 0 };
    if (day.keys.size === 0) this.#days.set(date, day);
    const at = epochMs(place.at);
    let rank = day.times.length;
    while (rank > 0 && (day.times[rank - 1] as number) > at) rank -= 1;
    day.places.splice(rank, 0, place);
    day.times.splice(rank, 0, at);
    day.keys.add(place.key);
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
