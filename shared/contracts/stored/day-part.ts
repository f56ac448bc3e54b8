import * as z from 'zod/mini';
import { EARLIER, earlierPart, recentPart, type DayPart } from '../../domain/lanes/day-parts.ts';
import type { Slot } from '../../domain/lanes/lane.ts';
import type { LocalDate } from '../../domain/kernel/instant.ts';
import { localDay } from '../../domain/time/local-day.ts';
import { fromEpochMs } from '../../domain/time/instants.ts';
import { dayMs, dayNumber } from '../../domain/time/day-number.ts';
import type { Codec, Item } from './codec.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const KEY_WIDTH = 10;
/** Of the rest of a place: its instant, gap, rank; 53 bits, which a number holds exactly. */
const REST_WIDTH = 9;
const WIDTH = KEY_WIDTH + REST_WIDTH;
/** Widths of version 0.2.0, which did not know when what a slot is for was due. */
const [AT_BEFORE, GAP_BEFORE] = [5, 3];
const WIDTH_BEFORE = KEY_WIDTH + AT_BEFORE + GAP_BEFORE;

/** Seconds of a gap, minutes since something was due: less than this each. */
const SPAN = 2 ** 17;

const packed = (width: number) =>
  z.string().check(
    z.regex(/^[A-Za-z0-9_-]*$/),
    z.refine((text) => text.length % width === 0, 'not a whole number of places'),
  );
/**
 * A part of a lane's day as stored: partition `<organisation>#<lane>`, sort its date. Busy days are read whole with
 * each step, so slots are one text of 19 characters each, which keeps fifty of them in one write unit: the key
 * (see `slotKey`), then in digits of base 64 one number made of the seconds since the midnight in UTC before the date,
 * the gap in seconds, the minutes for which what it is for was due, and its priority. A day that is one part has them in
 * `day`; a recent part beside an earlier one in `recent`, so that a release that knows of no parts reads neither as the
 * whole. The attribute `places`, of 18 characters each, is that of version 0.2.0: what it holds counts as due when it is
 * sent.
 */
export const dayPartCodec: Codec<DayPart> = {
  names: ['revision', 'day', 'places', 'recent', 'gone', 'earlier'],
  encode(part) {
    const start = startOf(part.date);
    const { revision } = part;
    const packedSlots = part.slots.map((slot) => pack(slot, start)).join('');
    if (part.part === 'earlier' || part.earlier === 0) return { revision, day: packedSlots };
    return { revision, recent: packedSlots, gone: part.gone.join(''), earlier: part.earlier };
  },
  decode(item) {
    const cut = item.partition.indexOf('#');
    const isEarlier = item.sort.endsWith(EARLIER);
    const date = localDay.parse(isEarlier ? item.sort.slice(0, -EARLIER.length) : item.sort);
    const of = {
      organisation: item.partition.slice(0, cut),
      lane: item.partition.slice(cut + 1),
      date,
      revision: item.revision,
      slots: slotsIn(item, startOf(date)),
    };
    if (isEarlier) return earlierPart.parse({ ...of, part: 'earlier' });
    const gone = cutUp(item.gone ?? '', KEY_WIDTH);
    return recentPart.parse({ ...of, part: 'recent', gone, earlier: item.earlier ?? 0 });
  },
};

function slotsIn({ recent, day = recent, places }: Item, start: number): Slot[] {
  return day === undefined
    ? cutUp(places, WIDTH_BEFORE).map((text) => unpackBefore(text, start))
    : cutUp(day, WIDTH).map((text) => unpack(text, start));
}

/** The pieces of this width of a text. */
function cutUp(stored: unknown, width: number): string[] {
  const text = packed(width).parse(stored, { error: () => 'not packed places' });
  return Array.from({ length: text.length / width }, (_, index) =>
    text.slice(index * width, (index + 1) * width),
  );
}

/** A day before the date begins in UTC, in Unix milliseconds: early enough for every zone. */
function startOf(date: LocalDate): number {
  return (dayNumber(date) - 1) * dayMs;
}

function pack({ key, at, gap, due, priority }: Slot, start: number): string {
  if (!/^[A-Za-z0-9_-]{10}$/.test(key)) throw new Error(`Not a key made by slotKey: ${key}`);
  const seconds = Math.ceil((at - start) / 1_000);
  const minutes = Math.min(Math.max(0, Math.ceil((at - due) / 60_000)), SPAN - 1);
  if (gap < 0 || gap >= SPAN) throw new Error(`A slot cannot hold a gap of ${gap} seconds`);
  return key + digits(((seconds * SPAN + gap) * SPAN + minutes) * 2 + priority, REST_WIDTH);
}

function unpack(text: string, start: number): Slot {
  const rest = numberOf(text.slice(KEY_WIDTH));
  const minutes = Math.floor(rest / 2) % SPAN;
  const gap = Math.floor(rest / 2 / SPAN) % SPAN;
  const at = start + Math.floor(rest / 2 / SPAN / SPAN) * 1_000;
  return {
    key: text.slice(0, KEY_WIDTH),
    at: fromEpochMs(at),
    gap,
    due: fromEpochMs(at - minutes * 60_000),
    priority: rest % 2 === 0 ? 0 : 1,
  };
}

function unpackBefore(text: string, start: number): Slot {
  const at = fromEpochMs(start + numberOf(text.slice(KEY_WIDTH, KEY_WIDTH + AT_BEFORE)));
  const gap = numberOf(text.slice(KEY_WIDTH + AT_BEFORE));
  return { key: text.slice(0, KEY_WIDTH), at, gap, due: at, priority: 0 };
}

function digits(value: number, width: number): string {
  if (!Number.isInteger(value) || value < 0 || value >= 64 ** width) {
    throw new Error(`A slot cannot hold ${value} in ${width} digits`);
  }
  return Array.from({ length: width }, (_, index) =>
    alphabet.charAt(Math.floor(value / 64 ** (width - 1 - index)) % 64),
  ).join('');
}

function numberOf(text: string): number {
  return Array.from(text).reduce((value, digit) => value * 64 + alphabet.indexOf(digit), 0);
}
