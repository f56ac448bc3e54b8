import type { LocalTime } from '../kernel/instant.ts';

/** True of `HH:MM` from 00:00 to 23:59. */
export function isLocalTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
}

/** Minutes from midnight of a wall-clock time; `24:00` is 1440. The text must be a valid time. */
export function minutesOfDay(time: LocalTime): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

const longMonths = [1, 3, 5, 7, 8, 10, 12];

/** True of `YYYY-MM-DD` when the Gregorian calendar has that day. */
export function isLocalDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = month === 2 ? (leap ? 29 : 28) : longMonths.includes(month) ? 31 : 30;
  return month >= 1 && month <= 12 && day >= 1 && day <= days;
}
