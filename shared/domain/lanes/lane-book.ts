import type { Instant, LocalDate } from '../kernel/instant.ts';
import { maxInstant, plusSeconds } from '../time/instants.ts';
import type { LaneDay } from './day-parts.ts';
import type { LaneId, Slot } from './lane.ts';
import { emptyDay, takenOf, withoutSlots, withSlot, type DayTaken } from './lane-day.ts';

/** A step that queues in a lane, as far as its order matters to others. */
export type Queued = { due: Instant; opensOn: LocalDate };

/** What of a lane decides about a place: its days, and who is first in its queue. */
export type LaneBook = {
  /** What is taken of a day; undefined: nothing. */
  day(date: LocalDate): DayTaken | undefined;
  /** The rank of an effect's slot on a day, by time; -1: it has none. */
  rankOf(date: LocalDate, key: string): number;
  /** First in the queue among the follow-ups (0) or the first touches (1); undefined: nobody queues there. */
  firstQueued(priority: 0 | 1): Queued | undefined;
};

/** A slot of a lane's day is taken, or one is given back: what deciding about a slot changes. */
export type SlotChange =
  | { kind: 'take-slot'; lane: LaneId; date: LocalDate; slot: Slot }
  | { kind: 'give-back-slot'; lane: LaneId; date: LocalDate; key: string };

/**
 * Takes a slot for what a person sends at this moment: it counts, and is not spaced (A5). One that it has already is
 * taken anew, at another instant, so that giving back the first one does not take this one (A3).
 */
export function slotByHand(
  book: LaneBook,
  { lane, date, key }: { lane: LaneId; date: LocalDate; key: string },
  now: Instant,
): SlotChange[] {
  const held = book.day(date)?.slots[book.rankOf(date, key)];
  const at = held === undefined ? now : maxInstant(now, plusSeconds(held.at, 1));
  const slot: Slot = { key, at, gap: 0, due: now, priority: 0 };
  const taken: SlotChange = { kind: 'take-slot', lane, date, slot };
  return held === undefined ? [taken] : [{ kind: 'give-back-slot', lane, date, key }, taken];
}

/** The days of one lane as they were read, with what was decided since. Days that were not read hold nothing. */
export class ReadLane implements LaneBook {
  readonly #organisation: string;
  readonly #lane: LaneId;
  readonly #days: Map<LocalDate, LaneDay>;
  readonly #first: [Queued | undefined, Queued | undefined];
  readonly #changed = new Set<LocalDate>();

  constructor(
    of: { organisation: string; lane: LaneId },
    days: readonly LaneDay[],
    first: readonly [Queued | undefined, Queued | undefined] = [undefined, undefined],
  ) {
    this.#organisation = of.organisation;
    this.#lane = of.lane;
    this.#days = new Map(days.map((day) => [day.date, day]));
    this.#first = [...first];
  }

  day(date: LocalDate): DayTaken | undefined {
    const day = this.#days.get(date);
    return day && takenOf(day.slots);
  }

  rankOf(date: LocalDate, key: string): number {
    return this.#days.get(date)?.slots.findIndex((slot) => slot.key === key) ?? -1;
  }

  firstQueued(priority: 0 | 1): Queued | undefined {
    return this.#first[priority];
  }

  /** Notes one more that queues. */
  queue(priority: 0 | 1, queued: Queued): void {
    const first = this.#first[priority];
    if (first === undefined || queued.due < first.due) this.#first[priority] = queued;
  }

  /** Notes a change that was decided; giving back what is not held changes nothing. */
  apply(change: SlotChange): void {
    const { date } = change;
    const day = this.#days.get(date) ?? emptyDay(this.#organisation, this.#lane, date);
    const after =
      change.kind === 'take-slot'
        ? withSlot(withoutSlots(day, new Set([change.slot.key])), change.slot)
        : withoutSlots(day, new Set([change.key]));
    if (change.kind === 'give-back-slot' && after.slots.length === day.slots.length) return;
    this.#days.set(date, after);
    this.#changed.add(date);
  }

  /** The days that are not as they were read. */
  changed(): LaneDay[] {
    return [...this.#days.values()].filter(({ date }) => this.#changed.has(date));
  }
}

/** A book with some changes on top, for what is decided after them in the same decision. */
export function withChanges(book: LaneBook, changes: readonly SlotChange[]): LaneBook {
  if (changes.length === 0) return book;
  const slotsOf = (date: LocalDate): readonly Slot[] => {
    const of = changes.filter((change) => change.date === date);
    const slots = book.day(date)?.slots ?? [];
    if (of.length === 0) return slots;
    const gone = new Set(of.map((change) => (change.kind === 'take-slot' ? change.slot.key : change.key)));
    const taken = of.flatMap((change) => (change.kind === 'take-slot' ? [change.slot] : []));
    return [...slots.filter(({ key }) => !gone.has(key)), ...taken].sort((a, b) => (a.at < b.at ? -1 : 1));
  };
  return {
    day: (date) => takenOf(slotsOf(date)),
    rankOf: (date, key) => slotsOf(date).findIndex((slot) => slot.key === key),
    firstQueued: (priority) => book.firstQueued(priority),
  };
}
