import type { LocalTime } from '../kernel/instant.ts';

/** True of `HH:MM` from 00:00 to 23:59. */
export function isLocalTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
}

/** Minutes from midnight of a wall-clock time; `24:00` is 1440. The text must be a valid time. */
export function minutesOfDay(time: LocalTime): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}
