import type { LocalDate } from '../kernel/instant.ts';
import { dateOfDayNumber, dayNumberOf, weekdayIndexOf } from './day-number.ts';
import { weekdays, type Weekday } from './weekday.ts';

/** A text that is not a day of the calendar written `YYYY-MM-DD`. */
export class InvalidLocalDateError extends RangeError {
  override readonly name = 'InvalidLocalDateError';
}

const shape = /^(\d{4})-(\d\d)-(\d\d)$/;

/** Days from 1970-01-01. Throws InvalidLocalDateError for what is no day, such as 2027-02-29. */
export function dayNumber(date: LocalDate): number {
  const parts = shape.exec(date);
  if (parts) {
    const days = dayNumberOf(Number(parts[1]), Number(parts[2]), Number(parts[3]));
    if (dateOfDayNumber(days) === date) return days;
  }
  throw new InvalidLocalDateError(`Not a date: ${JSON.stringify(date)}`);
}

/** The date `days` days later; earlier when negative. */
export function plusDays(date: LocalDate, days: number): LocalDate {
  return dateOfDayNumber(dayNumber(date) + days);
}

/** The weekday of a date. */
export function weekdayOf(date: LocalDate): Weekday {
  return weekdays[weekdayIndexOf(dayNumber(date))] as Weekday;
}
