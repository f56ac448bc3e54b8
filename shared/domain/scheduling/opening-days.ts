import type { LocalTime } from '../kernel/instant.ts';
import type { Absence, Effective, Interval } from '../settings/settings.ts';
import { dayNumber, weekdayIndexOf, weekdayMask } from '../time/day-number.ts';
import { isHolidayNumber } from './holidays.ts';
import { minuteMs, minutesOf } from '../time/wall-minutes.ts';
import type { Weekday } from '../time/weekday.ts';

/** What decides whether a day is open, and from what time. */
export type OpeningRules = {
  workingDays: Effective<'workingDays'>;
  workingHours: Effective<'workingHours'>;
  holidays: Effective<'holidays'>;
  /** Days away on which nobody stands in (F7). */
  absences?: Effective<'absences'> | undefined;
  notBefore?: LocalTime | undefined;
  weekdays?: Weekday[] | undefined;
};

/** An interval of a day in milliseconds since its midnight. */
export type HoursMs = { from: number; to: number };

const hoursMs = new WeakMap<readonly Interval[], readonly HoursMs[]>();
const timesMs = new Map<LocalTime, number>();

/** The rule that shuts a whole day, the step's own first; undefined: none does. */
export function closedBy(
  day: number,
  rules: OpeningRules,
): 'weekdays' | 'workingDays' | 'holidays' | 'absences' | undefined {
  const bit = 1 << weekdayIndexOf(day);
  if (rules.weekdays && (weekdayMask(rules.weekdays) & bit) === 0) return 'weekdays';
  // Before what else shuts some of its days, so that an absence is one reason.
  if (rules.absences && absenceOn(day, rules.absences.value)) return 'absences';
  if ((weekdayMask(rules.workingDays.value) & bit) === 0) return 'workingDays';
  return isHolidayNumber(day, rules.holidays.value) ? 'holidays' : undefined;
}

/** The absence that a day falls in (F7). */
export function absenceOn(day: number, absences: readonly Absence[]): Absence | undefined {
  return absences.find(({ from, to }) => dayNumber(from) <= day && day <= dayNumber(to));
}

/** Weekdays that both the step and the working days allow, as a mask. */
export function commonWeekdays(rules: OpeningRules): number {
  const working = weekdayMask(rules.workingDays.value);
  return rules.weekdays ? working & weekdayMask(rules.weekdays) : working;
}

/** The intervals of a day, ordered. */
export function hoursOf(intervals: readonly Interval[]): readonly HoursMs[] {
  const known = hoursMs.get(intervals);
  if (known) return known;
  const read = intervals.map(({ from, to }) => ({ from: timeMs(from), to: timeMs(to) }));
  hoursMs.set(intervals, read);
  return read;
}

/** The earliest time of a day that the step itself wants, in milliseconds since midnight; 0: any. */
export function floorOfDay({ notBefore }: OpeningRules): number {
  return notBefore === undefined ? 0 : timeMs(notBefore);
}

/** Where on the wall clock a step that is pushed to another day arrives there: at its first opening. */
export function entryWall(rules: OpeningRules): number {
  return hoursOf(rules.workingHours.value)[0]?.from ?? 0;
}

/** There are 1,441 times of day, so the memo is bounded. */
function timeMs(time: LocalTime): number {
  const known = timesMs.get(time);
  if (known !== undefined) return known;
  const ms = minutesOf(time) * minuteMs;
  timesMs.set(time, ms);
  return ms;
}
