import { fromString } from 'temporal-polyfill/fns/Instant';
import type { Instant } from '../kernel/instant.ts';
import { dateOfDayNumber, dayMs, dayNumberOf } from './day-number.ts';
import { minuteMs } from './wall-minutes.ts';

/** A text or number that is no moment between the years 0 and 9999. */
export class InvalidInstantError extends RangeError {
  override readonly name = 'InvalidInstantError';
}

const firstMs = dayNumberOf(0, 1, 1) * dayMs;
const endMs = dayNumberOf(10_000, 1, 1) * dayMs;
const canonical = /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/**
 * The instant that an ISO 8601 text with `Z` or an offset means; parts finer than a millisecond are cut off. For text
 * from outside. Throws InvalidInstantError, also for a text without an offset.
 */
export function toInstant(text: string): Instant {
  return writtenInstant(text) ?? parsed(text);
}

/** The instant that `textOf` has written so; undefined for a text of any other form. */
export function writtenInstant(text: string): Instant | undefined {
  if (!canonical.test(text)) return undefined;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const day = dayNumberOf(year, twoDigits(text, 5), twoDigits(text, 8));
  // A month 13 or a 30 February runs on into the next.
  if (dateOfDayNumber(day) !== text.slice(0, 10)) return undefined;
  const thousandths = twoDigits(text, 20) * 10 + text.charCodeAt(22) - 48;
  const seconds = twoDigits(text, 11) * 3_600 + twoDigits(text, 14) * 60 + twoDigits(text, 17);
  return (day * dayMs + seconds * 1_000 + thousandths) as Instant;
}

function parsed(text: string): Instant {
  try {
    return fromEpochMs(fromString(text).epochMilliseconds);
  } catch (cause) {
    throw new InvalidInstantError(`Not an instant: ${JSON.stringify(text)}`, { cause });
  }
}

/** An instant as it is stored, sent and shown: `YYYY-MM-DDTHH:MM:SS.sssZ`. Such texts sort as their instants do. */
export function textOf(at: Instant): string {
  const day = Math.floor(at / dayMs);
  const ofDay = at - day * dayMs;
  const minutes = Math.floor(ofDay / minuteMs);
  const [hour, minute] = [padded(Math.floor(minutes / 60)), padded(minutes % 60)];
  const second = padded(Math.floor(ofDay / 1_000) % 60);
  return `${dateOfDayNumber(day)}T${hour}:${minute}:${second}.${String(ofDay % 1_000).padStart(3, '0')}Z`;
}

/** Milliseconds since 1970. */
export function epochMs(at: Instant): number {
  return at;
}

/** True of a whole number of milliseconds since 1970 that is a moment between the years 0 and 9999. */
export function isInstant(ms: number): ms is Instant {
  return Number.isInteger(ms) && ms >= firstMs && ms < endMs;
}

/** The instant of a number of milliseconds since 1970, cut to whole ones. Throws InvalidInstantError. */
export function fromEpochMs(ms: number): Instant {
  if (!(ms >= firstMs && ms < endMs)) throw new InvalidInstantError(`No instant at ${ms} ms`);
  return Math.floor(ms) as Instant;
}

/** Whole seconds since 1970, rounded down; for time-to-live attributes and tokens. */
export function epochSeconds(at: Instant): number {
  return Math.floor(at / 1_000);
}

/** The instant `seconds` later (elapsed time, to the millisecond); earlier when negative. */
export function plusSeconds(at: Instant, seconds: number): Instant {
  return fromEpochMs(at + Math.round(seconds * 1_000));
}

/** The instant `minutes` later (elapsed time); earlier when negative. */
export function plusMinutes(at: Instant, minutes: number): Instant {
  return plusSeconds(at, minutes * 60);
}

/** The same day of the month and time, by UTC, so many months earlier; a day that its month lacks is its last one. */
export function minusMonths(at: Instant, months: number): Instant {
  const [year = 0, month = 0, day = 0] = textOf(at).slice(0, 10).split('-').map(Number);
  const ofAll = year * 12 + month - 1 - months;
  const [earlierYear, earlierMonth] = [Math.floor(ofAll / 12), (ofAll % 12) + 1];
  const first = dayNumberOf(earlierYear, earlierMonth, 1);
  const next =
    earlierMonth === 12 ? dayNumberOf(earlierYear + 1, 1, 1) : dayNumberOf(earlierYear, earlierMonth + 1, 1);
  const then = Math.min(first + day - 1, next - 1);
  return fromEpochMs(at - (dayNumberOf(year, month, day) - then) * dayMs);
}

/** The instant itself when it is a whole second, else the next one that is. */
export function wholeSecond(at: Instant): Instant {
  return fromEpochMs(Math.ceil(at / 1_000) * 1_000);
}

/** The instant cut to a whole second. */
export function startOfSecond(at: Instant): Instant {
  return fromEpochMs(epochSeconds(at) * 1_000);
}

/** Elapsed seconds from one instant to another, to the millisecond; negative when `to` comes first. */
export function secondsBetween(from: Instant, to: Instant): number {
  return (to - from) / 1_000;
}

/** The latest of some instants. */
export function maxInstant(first: Instant, ...others: Instant[]): Instant {
  return others.reduce((latest, at) => (at > latest ? at : latest), first);
}

const pairs = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0'));
function padded(n: number): string {
  return pairs[n] as string;
}

function twoDigits(text: string, at: number): number {
  return text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - 528;
}
