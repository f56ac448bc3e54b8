import type { Instant, LocalDate, Zone } from '../kernel/instant.ts';
import { dayMs, dayNumber } from './day-number.ts';
import { isInstant } from './instants.ts';
import { atWallMs, wallMs } from './offset-span.ts';
import { minuteMs } from './wall-minutes.ts';

/** What a stretch of time is counted in. */
export const spanUnits = ['minutes', 'hours', 'days'] as const;
export type SpanUnit = (typeof spanUnits)[number];

/** A number of days, hours or minutes. */
export type Span = { amount: number; unit: SpanUnit };

/**
 * The instant that much later, earlier when negative: days keep the wall clock of the zone, minutes and hours are elapsed
 * time. Undefined: beyond the years 0 to 9999.
 */
export function plusSpan(at: Instant, { amount, unit }: Span, zone: Zone): Instant | undefined {
  if (unit !== 'days') return inTime(at + amount * (unit === 'hours' ? 60 : 1) * minuteMs);
  const wall = wallMs(at, zone) + amount * dayMs;
  return inTime(wall) === undefined ? undefined : inTime(atWallMs(wall, zone));
}

/** The first instant of the day so many days after a date, before it when negative. Undefined: as of {@link plusSpan}. */
export function startOfDayAfter(date: LocalDate, days: number, zone: Zone): Instant | undefined {
  const wall = (dayNumber(date) + days) * dayMs;
  return inTime(wall) === undefined ? undefined : inTime(atWallMs(wall, zone));
}

/** The instant a millisecond later. */
export function justAfter(at: Instant): Instant | undefined {
  return inTime(at + 1);
}

function inTime(ms: number): Instant | undefined {
  return isInstant(ms) ? ms : undefined;
}
