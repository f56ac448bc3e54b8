import type { LocalTime } from '../kernel/instant.ts';

/** Milliseconds of a minute. */
export const minuteMs = 60_000;

/** A text that is not a wall-clock time written `HH:MM`. */
export class InvalidLocalTimeError extends RangeError {
  override readonly name = 'InvalidLocalTimeError';
}

/** Minutes since midnight, 0 to 1440 (`24:00`). Throws InvalidLocalTimeError. */
export function minutesOf(time: LocalTime): number {
  if (!/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(time))
    throw new InvalidLocalTimeError(`Not a time of day: ${JSON.stringify(time)}`);
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

/** The wall-clock time of a number of minutes since midnight, 0 to 1440. */
export function timeOfMinutes(minutes: number): LocalTime {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
