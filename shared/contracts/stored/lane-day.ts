import * as z from 'zod/mini';
import { laneDay, type LaneDay, type Slot } from '../../domain/lanes/lane.ts';
import type { LocalDate } from '../../domain/kernel/instant.ts';
import { localDay } from '../../domain/time/local-day.ts';
import { fromEpochMs } from '../../domain/time/instants.ts';
import { dayMs, dayNumber } from '../../domain/time/day-number.ts';
import type { Codec } from './codec.ts';

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
 * A lane's day as stored: partition `<organisation>#<lane>`, sort its date. A busy day is read and written whole with
 * each step, so its slots are one text of 19 characters each, which keeps fifty of them in one write unit: the key
 * (see `slotKey`), then in digits of base 64 one number made of the seconds since the midnight in UTC before the date,
 * the gap in seconds, the minutes for which what it is for was due, and its priority. The attribute `places`, of 18
 * characters each, is that of version 0.2.0: what it holds counts as due when it is sent.
 */
export const laneDayCodec: Codec<LaneDay> = {
  names: ['revision', 'day', 'places'],
  encode({ date, revision, slots }) {
    const start = startOf(date);
    return { revision, day: slots.map((slot) => pack(slot, start)).join('') };
  },
  decode(item) {
    const cut = item.partition.indexOf('#');
    const date = localDay.parse(item.sort);
    const start = startOf(date);
    const [stored, width] = item.day === undefined ? [item.places, WIDTH_BEFORE] : [item.day, WIDTH];
    const text = packed(width).parse(stored, { error: () => 'not packed places' });
    return laneDay.parse({
      organisation: item.partition.slice(0, cut),
      lane: item.partition.slice(cut + 1),
      date,
      revision: item.revision,
      slots: Array.from({ length: text.length / width }, (_, index) =>
        (width === WIDTH ? unpack : unpackBefore)(text.slice(index * width, (index + 1) * width), start),
      ),
    });
  },
};

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
