import type { WallClockOddity } from '../kernel/reason.ts';
import type { Instant, LocalDate, LocalTime, Zone } from '../kernel/instant.ts';
import { dateOfDayNumber, dayMs, dayNumber, weekdayIndexOf } from './day-number.ts';
import { epochMs, fromEpochMs } from './instants.ts';
import { minuteMs, minutesOf, timeOfMinutes } from './wall-minutes.ts';
import { atWallMs, InvalidZoneError, spanAt, wallDay, wallMs, zoned } from './offset-span.ts';
import { weekdays, type Weekday } from './weekday.ts';

/** Whether a text is an IANA time-zone name in its usual spelling; a fixed offset such as `+01:00` is not. */
export function isZone(text: string): text is Zone {
  try {
    zoned(0, text);
    return true;
  } catch (error) {
    if (error instanceof InvalidZoneError) return false;
    throw error;
  }
}

/**
 * The calendar day of an instant in a zone. Throws InvalidZoneError, as all functions here, for a stored zone that the
 * runtime does not know.
 */
export function localDate(instant: Instant, zone: Zone): LocalDate {
  return dateOfDayNumber(wallDay(epochMs(instant), zone));
}

/** The wall-clock time of an instant in a zone, cut to the minute. */
export function localTime(instant: Instant, zone: Zone): LocalTime {
  const wall = wallMs(epochMs(instant), zone);
  return timeOfMinutes(Math.floor((wall - Math.floor(wall / dayMs) * dayMs) / minuteMs));
}

/** The date `days` days later; earlier when negative. */
export function plusDays(date: LocalDate, days: number): LocalDate {
  return dateOfDayNumber(dayNumber(date) + days);
}

/** The weekday of a date. */
export function weekdayOf(date: LocalDate): Weekday {
  return weekdays[weekdayIndexOf(dayNumber(date))] as Weekday;
}

/** The first instant of a day in a zone; where the zone skips midnight, the end of the gap. */
export function startOfDay(date: LocalDate, zone: Zone): Instant {
  return fromEpochMs(atWallMs(dayNumber(date) * dayMs, zone));
}

/**
 * The instant of a wall-clock time (A2): one that the zone skips moves to the end of the gap, one that
 * comes twice is the first; `because` says which. `24:00` is the start of the next day.
 */
export function atLocalTime(
  date: LocalDate,
  time: LocalTime,
  zone: Zone,
): { at: Instant; because?: WallClockOddity | undefined } {
  const wall = dayNumber(date) * dayMs + minutesOf(time) * minuteMs;
  const ms = atWallMs(wall, zone);
  const at = fromEpochMs(ms);
  if (wallMs(ms, zone) !== wall) return { at, because: { kind: 'calendar', rule: 'dst-gap' } };
  const { to } = spanAt(ms, zone);
  const again = to !== Infinity && wall >= wallMs(to, zone);
  return again ? { at, because: { kind: 'calendar', rule: 'dst-fold' } } : { at };
}
