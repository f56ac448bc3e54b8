import * as z from 'zod/mini';
import type { LaneDay, Place } from '../../domain/lanes/lane.ts';
import type { Codec } from './codec.ts';
import { objectOf } from './object-of.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const KEY_WIDTH = 10;
const AT_WIDTH = 5;
const GAP_WIDTH = 3;
const PLACE_WIDTH = KEY_WIDTH + AT_WIDTH + GAP_WIDTH;

const packed = z.string().check(
  z.regex(/^[A-Za-z0-9_-]*$/),
  z.refine((text) => text.length % PLACE_WIDTH === 0, 'not a whole number of places'),
);
const laneDay = objectOf<LaneDay>()({
  organisation: z.string(),
  lane: z.string(),
  date: z.iso.date(),
  revision: z.number(),
  places: z.array(objectOf<Place>()({ key: z.string(), at: z.string(), gap: z.number() })),
});

/**
 * A lane's day as stored: partition `<organisation>#<lane>`, sort its date. A busy day is read and written whole with
 * each step, so its places are one text of 18 characters each, which keeps fifty of them in one write unit: the key
 * (see `placeKey`), milliseconds since the midnight in UTC before the date, and the gap in seconds, digits of base 64.
 */
export const laneDayCodec: Codec<LaneDay> = {
  encode({ date, revision, places }) {
    const start = startOf(date);
    return { revision, places: places.map((place) => pack(place, start)).join('') };
  },
  decode(item) {
    const cut = item.partition.indexOf('#');
    const start = startOf(item.sort);
    const text = packed.parse(item.places, { error: () => 'not packed places' });
    return laneDay.parse({
      organisation: item.partition.slice(0, cut),
      lane: item.partition.slice(cut + 1),
      date: item.sort,
      revision: item.revision,
      places: Array.from({ length: text.length / PLACE_WIDTH }, (_, index) =>
        unpack(text.slice(index * PLACE_WIDTH, (index + 1) * PLACE_WIDTH), start),
      ),
    });
  },
};

/** A day before the date begins in UTC, in Unix milliseconds: early enough for every zone. */
function startOf(date: string): number {
  return Date.parse(`${date}T00:00:00.000Z`) - 86_400_000;
}

function pack(place: Place, start: number): string {
  if (!/^[A-Za-z0-9_-]{10}$/.test(place.key)) throw new Error(`Not a key made by placeKey: ${place.key}`);
  return place.key + digits(Date.parse(place.at) - start, AT_WIDTH) + digits(place.gap, GAP_WIDTH);
}

function unpack(text: string, start: number): Place {
  const at = start + numberOf(text.slice(KEY_WIDTH, KEY_WIDTH + AT_WIDTH));
  return {
    key: text.slice(0, KEY_WIDTH),
    at: new Date(at).toISOString(),
    gap: numberOf(text.slice(KEY_WIDTH + AT_WIDTH)),
  };
}

function digits(value: number, width: number): string {
  if (!Number.isInteger(value) || value < 0 || value >= 64 ** width) {
    throw new Error(`A place cannot hold ${value} in ${width} digits`);
  }
  return Array.from({ length: width }, (_, index) =>
    alphabet.charAt(Math.floor(value / 64 ** (width - 1 - index)) % 64),
  ).join('');
}

function numberOf(text: string): number {
  return Array.from(text).reduce((value, digit) => value * 64 + alphabet.indexOf(digit), 0);
}
