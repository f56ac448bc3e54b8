import * as z from 'zod/mini';
import { identity, text, number } from '../kernel/shapes.ts';

/**
 * What releases up to 0.2.0 wrote in one table: answers kept for an `Idempotency-Key`, for a day, and marks of what came
 * first (an opening, a click), without an end; their `fingerprint` says what came first. It is read where the two tables
 * of today say nothing, and never written. It can go when the last mark can matter no more: 400 days after the stage
 * left 0.2.0.
 */
export const storedRequest = z.object({
  ...identity,
  fingerprint: text,
  status: number,
  body: text,
  /** In seconds of Unix time. */
  expiresAt: number,
});
export type StoredRequest = z.output<typeof storedRequest>;
