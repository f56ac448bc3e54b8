import type { LocalDate } from '../kernel/instant.ts';
import { weekdays, type Weekday } from './weekday.ts';

/** Milliseconds of a day without a change of offset. */
export const dayMs = 86_400_000;

const longestMemo = 8_192;
const dates = new Map<number, LocalDate>();
const numbers = new Map<LocalDate, number>();
const masks = new WeakMap<readonly Weekday[], number>();

/**
 * Days from 1970-01-01 to a day of the proleptic Gregorian calendar; negative before it.
 * Month 1 to 12, day from 1; days past the end of the month run on into the next.
 * The year is counted from 1 March, so that the leap day comes last.
 */
export function dayNumberOf(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The date of a day number, for years 0 to 9999; the inverse of `dayNumberOf`. */
export function dateOfDayNumber(dayNumber: number): LocalDate {
  const known = dates.get(dayNumber);
  if (known !== undefined) return known;
  const shifted = dayNumber + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  const date = text as LocalDate;
  if (dates.size >= longestMemo) dates.clear();
  dates.set(dayNumber, date);
  return date;
}

/** A text that is not a day of the calendar written `YYYY-MM-DD`. */
export class InvalidLocalDateError extends RangeError {
  override readonly name = 'InvalidLocalDateError';
}

/** True of `YYYY-MM-DD` when the Gregorian calendar has that day. */
export function isLocalDate(text: string): text is LocalDate {
  return /^\d{4}-\d\d-\d\d$/.test(text) && dateOfDayNumber(daysIn(text)) === text;
}

/** The date that a text is. Throws InvalidLocalDateError for what is no day, such as 2027-02-29. */
export function toLocalDate(text: string): LocalDate {
  if (!isLocalDate(text)) throw new InvalidLocalDateError(`Not a date: ${JSON.stringify(text)}`);
  return text;
}

function daysIn(text: string): number {
  return dayNumberOf(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8)));
}

/** Days from 1970-01-01 to a date. */
export function dayNumber(date: LocalDate): number {
  const known = numbers.get(date);
  if (known !== undefined) return known;
  const days = daysIn(date);
  if (numbers.size >= longestMemo) numbers.clear();
  numbers.set(date, days);
  return days;
}

/** Position of the weekday in `weekdays`: 0 is Monday. 1970-01-01 was a Thursday. */
export function weekdayIndexOf(dayNumber: number): number {
  return (((dayNumber + 3) % 7) + 7) % 7;
}

/** One bit a weekday, bit 0 for Monday. Read once per array: replace it, never change it. */
export function weekdayMask(days: readonly Weekday[]): number {
  const known = masks.get(days);
  if (known !== undefined) return known;
  const mask = days.reduce((bits, day) => bits | (1 << weekdays.indexOf(day)), 0);
  masks.set(days, mask);
  return mask;
}
