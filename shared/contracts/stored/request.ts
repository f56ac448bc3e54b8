import * as z from 'zod/mini';
import { plain } from './codec.ts';

/** The answer kept for an `Idempotency-Key`, as stored; `expiresAt` in seconds of Unix time, as DynamoDB's TTL wants. */
export const requestCodec = plain(
  z.object({
    organisation: z.string(),
    id: z.string(),
    revision: z.number(),
    fingerprint: z.string(),
    status: z.number(),
    body: z.string(),
    expiresAt: z.number(),
  }),
);
