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
const canonical = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/**
 * The instant that an ISO 8601 text with `Z` or an offset means, in canonical form; parts finer than a
 * millisecond are cut off. For text from outside. Throws InvalidInstantError, also for a text without an offset.
 */
export function toInstant(text: string): Instant {
  if (canonical.test(text) && fromEpochMs(epochMs(text)) === text) return text;
  try {
    return fromEpochMs(fromString(text).epochMilliseconds);
  } catch (cause) {
    throw new InvalidInstantError(`Not an instant: ${JSON.stringify(text)}`, { cause });
  }
}

let [latest, latestMs] = ['', NaN];
let [made, madeMs] = ['', NaN];

/** Milliseconds since 1970. Trusts that the value is an Instant; refuses only what is not shaped like one. */
export function epochMs(instant: Instant): number {
  // One moment is asked for many times in a row, and one just made is soon asked for.
  if (instant === latest) return latestMs;
  if (instant === made) return madeMs;
  latestMs = readMs(instant);
  latest = instant;
  return latestMs;
}

function readMs(instant: Instant): number {
  if (
    instant.length !== 24 ||
    instant.charCodeAt(4) !== 45 ||
    instant.charCodeAt(10) !== 84 ||
    instant.charCodeAt(19) !== 46 ||
    instant.charCodeAt(23) !== 90
  )
    throw new InvalidInstantError(`Not an instant: ${JSON.stringify(instant)}`);
  const year = twoDigits(instant, 0) * 100 + twoDigits(instant, 2);
  return (
    dayNumberOf(year, twoDigits(instant, 5), twoDigits(instant, 8)) * dayMs +
    twoDigits(instant, 11) * 3_600_000 +
    twoDigits(instant, 14) * minuteMs +
    twoDigits(instant, 17) * 1_000 +
    twoDigits(instant, 20) * 10 +
    instant.charCodeAt(22) -
    48
  );
}

/** The instant of a number of milliseconds since 1970, cut to whole ones. Throws InvalidInstantError. */
export function fromEpochMs(ms: number): Instant {
  if (!(ms >= firstMs && ms < endMs)) throw new InvalidInstantError(`No instant at ${ms} ms`);
  const whole = Math.floor(ms);
  const day = Math.floor(whole / dayMs);
  const ofDay = whole - day * dayMs;
  const minutes = Math.floor(ofDay / minuteMs);
  const seconds = Math.floor(ofDay / 1_000) % 60;
  const thousandths = ofDay % 1_000;
  const time = padded(Math.floor(minutes / 60)) + padded(minutes % 60) + padded(seconds);
  madeMs = whole;
  made = inOnePiece(dateOfDayNumber(day), time, thousandths);
  return made;
}

/** Written at once, not joined from parts: instants are compared all the time, and a text in one piece compares fast. */
function inOnePiece(date: string, time: string, thousandths: number): Instant {
  return String.fromCharCode(
    date.charCodeAt(0),
    date.charCodeAt(1),
    date.charCodeAt(2),
    date.charCodeAt(3),
    45,
    date.charCodeAt(5),
    date.charCodeAt(6),
    45,
    date.charCodeAt(8),
    date.charCodeAt(9),
    84,
    time.charCodeAt(0),
    time.charCodeAt(1),
    58,
    time.charCodeAt(2),
    time.charCodeAt(3),
    58,
    time.charCodeAt(4),
    time.charCodeAt(5),
    46,
    48 + Math.floor(thousandths / 100),
    48 + (Math.floor(thousandths / 10) % 10),
    48 + (thousandths % 10),
    90,
  );
}

/** Whole seconds since 1970, rounded down; for time-to-live attributes and tokens. */
export function epochSeconds(instant: Instant): number {
  return Math.floor(epochMs(instant) / 1_000);
}

/** The instant `seconds` later (elapsed time, to the millisecond); earlier when negative. */
export function plusSeconds(instant: Instant, seconds: number): Instant {
  return fromEpochMs(epochMs(instant) + Math.round(seconds * 1_000));
}

/** The instant `minutes` later (elapsed time); earlier when negative. */
export function plusMinutes(instant: Instant, minutes: number): Instant {
  return plusSeconds(instant, minutes * 60);
}

/** The instant itself when it is a whole second, else the next one that is. */
export function wholeSecond(instant: Instant): Instant {
  return instant.endsWith('.000Z') ? instant : fromEpochMs(Math.ceil(epochMs(instant) / 1_000) * 1_000);
}

/** Elapsed seconds from one instant to another, to the millisecond; negative when `to` comes first. */
export function secondsBetween(from: Instant, to: Instant): number {
  return (epochMs(to) - epochMs(from)) / 1_000;
}

/** The latest of some instants. */
export function maxInstant(first: Instant, ...others: Instant[]): Instant {
  return others.reduce((latest, instant) => (instant > latest ? instant : latest), first);
}

const pairs = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0'));
function padded(n: number): string {
  return pairs[n] as string;
}

function twoDigits(text: string, at: number): number {
  return text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - 528;
}
