import { assertNever } from '../kernel/assert-never.ts';
import type { Instant, LocalDate, Zone } from '../kernel/instant.ts';
import type { Wait } from '../sequences/step.ts';
import { dateOfDayNumber, dayMs, weekdayIndexOf, weekdayMask } from '../time/day-number.ts';
import { epochMs, fromEpochMs, plusMinutes } from '../time/instants.ts';
import type { Weekday } from '../time/weekday.ts';
import { atWallMs, wallMs } from '../time/offset-span.ts';

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

function daysLater(from: Instant, daysAfter: (day: number) => number, zone: Zone): Instant {
  const wall = wallMs(epochMs(from), zone);
  return fromEpochMs(atWallMs(wall + daysAfter(Math.floor(wall / dayMs)) * dayMs, zone));
}

/** How many days after `start` its `amount`th following working day comes. */
function workingDaysFrom(start: number, amount: number, rules: WaitRules): number {
  const mask = weekdayMask(rules.workingDays);
  let day = start;
  for (let left = amount, idle = 0; left > 0;) {
    day += 1;
    idle += 1;
    if (idle > longestSearchDays) throw new NoWorkingDayError('No working day within 400 days');
    if ((mask & (1 << weekdayIndexOf(day))) === 0 || rules.isHoliday(dateOfDayNumber(day))) continue;
    left -= 1;
    idle = 0;
  }
  return day - start;
}
