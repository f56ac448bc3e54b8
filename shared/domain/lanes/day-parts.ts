import * as z from 'zod/mini';
import { number, text } from '../kernel/shapes.ts';
import { localDay } from '../time/local-day.ts';
import type { LocalDate } from '../kernel/instant.ts';
import { laneIdText, slot, type LaneId, type Slot } from './lane.ts';

/** How much the recent part of a day holds before it is moved into the earlier one: what fits a write unit. */
const MOST_RECENT = 48;

const ofDay = { organisation: text, lane: laneIdText, date: localDay, revision: number };

/**
 * What was changed of a day since its earlier part was written. Every change is a write of it and of its revision
 * (F4), so that a busy day costs no more a slot than a quiet one.
 */
export const recentPart = z.object({
  ...ofDay,
  part: z.literal('recent'),
  /** Slots that are not in the earlier part, or are not as they are there; by instant. */
  slots: z.array(slot),
  /** Keys of slots of the earlier part that were given back since. */
  gone: z.array(text),
  /** The revision of the earlier part that it is about, or of a later one; 0: there is none. */
  earlier: number,
});

/** The slots of a day as they were when it was written last; a day that never held many has none. */
export const earlierPart = z.object({ ...ofDay, part: z.literal('earlier'), slots: z.array(slot) });

/** What of a lane's day is stored as one item. */
export type DayPart = z.output<typeof recentPart> | z.output<typeof earlierPart>;

type Part<Kind extends DayPart['part']> = Extract<DayPart, { part: Kind }>;

/** A day as its parts were read; absent: there is none. */
export type DayParts = { recent?: Part<'recent'> | undefined; earlier?: Part<'earlier'> | undefined };

/** What is taken of a lane on one calendar day of the sender (A3, A4, A9). */
export type LaneDay = {
  organisation: string;
  lane: LaneId;
  date: LocalDate;
  revision: number;
  /** By instant. */
  slots: Slot[];
  /** What it was read from; absent: nothing is known to be stored of it. */
  parts?: DayParts | undefined;
};

/** What the id of an earlier part has behind that of the recent one: it comes right behind it. */
export const EARLIER = '+';

/** The id of a part of a lane's day. */
export function dayPartId(lane: LaneId, date: LocalDate, part: DayPart['part']): string {
  return `${lane}.${date}${part === 'earlier' ? EARLIER : ''}`;
}

/** A write of one part, over the revision that it expects. */
export type PartToWrite = { part: DayPart; expected: 'absent' | number };

/** Whether the recent part is about a later earlier part than was read: both are to be read again. */
export function isTorn({ recent, earlier }: DayParts = {}): boolean {
  return (recent?.earlier ?? 0) > (earlier?.revision ?? 0);
}

/** The parts among what is stored of a day. */
export function partsOf(stored: readonly DayPart[]): DayParts {
  const parts: DayParts = {};
  for (const each of stored) {
    if (each.part === 'recent') parts.recent = each;
    else parts.earlier = each;
  }
  return parts;
}

/** The day that its parts come to; without any, an empty one. */
export function dayOf(of: Pick<LaneDay, 'organisation' | 'lane' | 'date'>, parts: DayParts): LaneDay {
  return { ...of, revision: parts.recent?.revision ?? 0, slots: slotsOf(parts), parts };
}

/** The slots that the parts of a day come to, by instant. The earlier part may be newer than the recent one knows. */
export function slotsOf({ recent, earlier }: DayParts): Slot[] {
  const recently = recent?.slots ?? [];
  if (earlier === undefined) return recently;
  const changed = new Set([...(recent?.gone ?? []), ...recently.map(({ key }) => key)]);
  return inOrder([...earlier.slots.filter(({ key }) => !changed.has(key)), ...recently]);
}

/**
 * What is to be written of a changed day, one after the other. A recent part that holds many is first moved into the
 * earlier one, as it was read, which changes nothing of the day: whoever dies behind it has done no harm, and whoever
 * moved it at the same time has moved the same.
 *
 * @param day with the parts that it was read from, and the revision that it is to have
 */
export function partsToWrite({ parts = {}, slots, ...of }: LaneDay): PartToWrite[] {
  const { recent, earlier } = parts;
  const before = slotsOf(parts);
  const known = new Set(before);
  const kept = new Set(slots.map(({ key }) => key));
  const taken = slots.filter((each) => !known.has(each));
  const gone = before.filter(({ key }) => !kept.has(key)).map(({ key }) => key);
  const expected = recent?.revision ?? 'absent';
  const recently = { ...recent, ...of, part: 'recent' as const };
  if (recent === undefined || recent.slots.length + recent.gone.length < MOST_RECENT) {
    const changes = { taken, gone };
    return [{ part: { ...recently, ...withChanges(parts, changes) }, expected }];
  }
  const revision = (earlier?.revision ?? 0) + 1;
  return [
    {
      part: { ...earlier, ...of, part: 'earlier', revision, slots: before },
      expected: earlier?.revision ?? 'absent',
    },
    { part: { ...recently, slots: taken, gone, earlier: revision }, expected },
  ];
}

/** What the recent part holds after some changes. */
function withChanges(
  { recent, earlier }: DayParts,
  { taken, gone }: { taken: readonly Slot[]; gone: readonly string[] },
): Pick<Part<'recent'>, 'slots' | 'gone' | 'earlier'> {
  const retaken = new Set(taken.map(({ key }) => key));
  const changed = new Set([...retaken, ...gone]);
  const ofEarlier = new Set(earlier?.slots.map(({ key }) => key));
  return {
    slots: inOrder([...(recent?.slots ?? []).filter(({ key }) => !changed.has(key)), ...taken]),
    gone: [
      ...(recent?.gone ?? []).filter((key) => !retaken.has(key)),
      ...gone.filter((key) => ofEarlier.has(key)),
    ],
    earlier: recent?.earlier ?? 0,
  };
}

/** By instant; those of one instant stay as they are. */
function inOrder(slots: readonly Slot[]): Slot[] {
  return slots.toSorted((a, b) => a.at - b.at);
}
