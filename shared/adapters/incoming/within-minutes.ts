import type { Instant } from '../../domain/kernel/instant.ts';
import { epochMs } from '../../domain/time/instants.ts';

/** Whether a time of sending, as a service writes it in whole seconds of Unix time, is so near to now, before or after. */
export function isWithin(seconds: number, now: Instant, text: string): boolean {
  return Math.abs(epochMs(now) - Number(text) * 1_000) <= seconds * 1_000;
}

/** Whole seconds of Unix time, as they stand in a header. */
export const unixSeconds = /^\d{1,12}$/;
