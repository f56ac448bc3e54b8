import { assertNever } from '../kernel/assert-never.ts';
import type { Instant, LocalDate, LocalTime, Zone } from '../kernel/instant.ts';
import type { Wait } from '../sequences/step.ts';
import { dateOfDayNumber, dayMs, weekdayIndexOf, weekdayMask } from '../time/day-number.ts';
import { epochMs, fromEpochMs, plusMinutes } from '../time/instants.ts';
import { minuteMs, minutesOf } from '../time/wall-minutes.ts';
import type { Weekday } from '../time/weekday.ts';
import { atWallMs, wallDay, wallMs } from '../time/offset-span.ts';

/** What a wait in days is counted by. */
export type WaitRules = {
  zone: Zone;
  workingDays: Weekday[];
  isHoliday: (date: LocalDate) => boolean;
};

/** No working day within a year and more: settings that no wait in working days can satisfy. */
export class NoWorkingDayError extends RangeError {
  override readonly name = 'NoWorkingDayError';
}

const longestSearchDays = 400;

/**
 * The end of a wait (D3): minutes and hours are elapsed time; days keep the wall clock, so 24 h except across a
 * change of offset; working days do too and count only those that are no holiday. Nothing is waited for windows.
 * Throws NoWorkingDayError.
 */
export function plusWait(from: Instant, wait: Wait, rules: WaitRules): Instant {
  if (wait.amount === 0) return from;
  switch (wait.unit) {
    case 'minutes':
      return plusMinutes(from, wait.amount);
    case 'hours':
      return plusMinutes(from, wait.amount * 60);
    case 'days':
      return daysLater(from, () => wait.amount, rules.zone);
    case 'working-days':
      return daysLater(from, (day) => workingDaysFrom(day, wait.amount, rules), rules.zone);
    default:
      return assertNever(wait.unit);
  }
}

/** The hour that a step is set for, and the days that it may run on by its own choice (D3). */
export type Appointment = { hour: LocalTime; weekdays?: readonly Weekday[] | undefined };

/**
 * The end of a wait before a step that has an hour (D3). A wait of one day or more names a day, counted on the calendar
 * from that of `from`: the hour is taken on it, or on the first of the step's own weekdays after it, whether anybody
 * works then or not. Any other wait names none: the hour is the next one after its end that comes on a day of work. An
 * hour that the day skips is the end of the gap, one that it has twice the first (A2). Throws NoWorkingDayError.
 */
export function plusWaitUntil(
  from: Instant,
  wait: Wait,
  appointment: Appointment,
  rules: WaitRules,
): Instant {
  const named = dayNamed(wallDay(epochMs(from), rules.zone), wait, rules);
  return named === undefined
    ? nextHour(plusWait(from, wait, rules), appointment, rules)
    : fromEpochMs(hourOn(firstOfDays(named, ownDay(appointment)), appointment, rules));
}

/** The day that a wait names, counted from another; undefined: it is elapsed time, or none. */
function dayNamed(start: number, { amount, unit }: Wait, rules: WaitRules): number | undefined {
  if (amount === 0) return undefined;
  switch (unit) {
    case 'minutes':
    case 'hours':
      return undefined;
    case 'days':
      return start + amount;
    case 'working-days':
      return start + workingDaysFrom(start, amount, rules);
    default:
      return assertNever(unit);
  }
}

function nextHour(from: Instant, appointment: Appointment, rules: WaitRules): Instant {
  const at = epochMs(from);
  const today = wallDay(at, rules.zone);
  const isOwn = ownDay(appointment);
  const isOpen = (day: number): boolean => isOwn(day) && isWorkingDay(day, rules);
  const toCome = hourOn(today, appointment, rules) >= at ? today : today + 1;
  return fromEpochMs(hourOn(firstOfDays(toCome, isOpen), appointment, rules));
}

function hourOn(day: number, { hour }: Appointment, { zone }: WaitRules): number {
  return atWallMs(day * dayMs + minutesOf(hour) * minuteMs, zone);
}

function ownDay({ weekdays }: Appointment): (day: number) => boolean {
  const mask = weekdays === undefined ? everyDay : weekdayMask(weekdays);
  return (day) => (mask & (1 << weekdayIndexOf(day))) !== 0;
}

const everyDay = 0b111_1111;

/** The first of some days; where none comes within the longest search, the day itself: its windows say why it never runs. */
function firstOfDays(from: number, isOne: (day: number) => boolean): number {
  for (let day = from; day <= from + longestSearchDays; day += 1) if (isOne(day)) return day;
  return from;
}

function isWorkingDay(day: number, rules: WaitRules): boolean {
  const isWorked = (weekdayMask(rules.workingDays) & (1 << weekdayIndexOf(day))) !== 0;
  return isWorked && !rules.isHoliday(dateOfDayNumber(day));
}

function daysLater(from: Instant, daysAfter: (day: number) => number, zone: Zone): Instant {
  const wall = wallMs(epochMs(from), zone);
  return fromEpochMs(atWallMs(wall + daysAfter(Math.floor(wall / dayMs)) * dayMs, zone));
}

/** How many days after `start` its `amount`th following working day comes. */
function workingDaysFrom(start: number, amount: number, rules: WaitRules): number {
  let day = start;
  for (let left = amount, idle = 0; left > 0;) {
    day += 1;
    idle += 1;
    if (idle > longestSearchDays) throw new NoWorkingDayError('No working day within 400 days');
    if (!isWorkingDay(day, rules)) continue;
    left -= 1;
    idle = 0;
  }
  return day - start;
}
