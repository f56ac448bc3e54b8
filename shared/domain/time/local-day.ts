import * as z from 'zod/mini';
import type { LocalDate } from '../kernel/instant.ts';
import { isLocalDate } from './day-number.ts';

/** A day of the calendar, the same text outside and inside. */
export const localDay = z.custom<LocalDate>(
  (value) => typeof value === 'string' && isLocalDate(value),
  'not a date',
);
