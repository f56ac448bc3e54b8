import * as z from 'zod/mini';
import type { LocalDate, Zone } from '../domain/kernel/instant.ts';
import { isLocalDate } from '../domain/time/day-number.ts';

/** A day of the calendar, the same text outside and inside. */
export const localDate = z.custom<LocalDate>(
  (value) => typeof value === 'string' && isLocalDate(value),
  'not a date',
);

/**
 * The name of a zone that was one when it was stored. One that the runtime has forgotten is still read: only what
 * computes with it fails.
 */
export const storedZone = z.custom<Zone>((value) => typeof value === 'string', 'not a zone');
