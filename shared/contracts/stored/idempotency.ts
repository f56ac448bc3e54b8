import * as z from 'zod/mini';
import type { KeptAnswer } from '../../domain/idempotency/kept-answer.ts';
import type { Marker } from '../../domain/idempotency/marker.ts';
import type { StoredRequest } from '../../domain/idempotency/stored-request.ts';
import { plain } from './codec.ts';
import { objectOf } from './object-of.ts';

const text = z.string();
/** `expiresAt` in seconds of Unix time, as DynamoDB's TTL wants. */
const expiring = { organisation: text, id: text, revision: z.number(), expiresAt: z.number() };

/** The answer kept for an `Idempotency-Key`, as stored. */
export const keptAnswerCodec = plain(
  objectOf<KeptAnswer>()({ ...expiring, fingerprint: text, answer: text }),
);

/** The mark of what came first, as stored. */
export const markerCodec = plain(objectOf<Marker>()({ ...expiring, first: text }));

/** What releases up to 0.2.0 stored in place of both. */
export const requestCodec = plain(
  objectOf<StoredRequest>()({ ...expiring, fingerprint: text, status: z.number(), body: text }),
);
