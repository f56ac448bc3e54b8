import * as z from 'zod/mini';
import { shortKey } from '../../domain/kernel/short-key.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { counters, type Counter } from '../../domain/statistics/statistics.ts';

/**
 * How far one shard of the stream is counted in one item: all its records up to `place`. `ahead`: counters that are
 * further, since what is behind them was noted further before somebody died.
 */
export type Mark = { place: string; hour: number; ahead: Partial<Record<Counter, string>> };

const counter = z.enum(counters);

/** Hours that a mark is kept: a stream keeps its records for 24, and an hour may have just begun. */
const KEPT_HOURS = 25;

/** Of the hour of a mark two digits are stored. One of two months ago then looks fresh, and is kept for a day too long. */
const HOURS = 36 ** 2;

/** A shard as items name it: several dozen of them are alive at a time. */
export function shardName(shardId: string): string {
  return shortKey(shardId).slice(0, 6);
}

/** A sequence number as it is stored: base 36, a third shorter. */
export function placeOf(sequenceNumber: string): string {
  return BigInt(sequenceNumber).toString(36);
}

/** Whether a place is behind another one of its shard. */
export function isLater(place: string, than: string): boolean {
  return place.length === than.length ? place > than : place.length > than.length;
}

/** Hours since 1970. */
export function hourOf(now: Instant): number {
  return Math.floor(now / 3_600_000);
}

/** Whether the stream has forgotten all that a mark may keep from being counted again. */
export function isOver({ hour }: Mark, now: Instant): boolean {
  return (hourOf(now) - hour + HOURS) % HOURS > KEPT_HOURS;
}

/** Whether the stream has forgotten all that was in it at an hour. */
export function isForgotten(hour: number, now: Instant): boolean {
  return hourOf(now) - hour > KEPT_HOURS;
}

/** How far a counter is counted. */
export function placeIn(mark: Mark, of: Counter): string {
  return mark.ahead[of] ?? mark.place;
}

/** A mark in a text of some twenty letters. */
export function encodeMark({ place, hour, ahead }: Mark): string {
  const further = Object.entries(ahead).map(([name, to]) => ` ${name}:${to}`);
  return `${(hour % HOURS).toString(36).padStart(2, '0')}${place}${further.join('')}`;
}

/** @throws ZodError */
export function decodeMark(text: string): Mark {
  const [main = '', ...further] = text.split(' ');
  const ahead = further.map((one): [Counter, string] => {
    const [name, to = ''] = one.split(':');
    return [counter.parse(name), to];
  });
  return {
    place: main.slice(2),
    hour: Number.parseInt(main.slice(0, 2), 36),
    ahead: Object.fromEntries(ahead),
  };
}
