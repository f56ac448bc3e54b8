import * as z from 'zod/mini';
import type { StoredVisit } from '../../domain/deliverability/visit.ts';
import { visitShape } from '../messages/visit.ts';
import { plain } from './codec.ts';
import { objectOf } from './object-of.ts';

/** A visit as stored; `expiresAt` in seconds of Unix time, as DynamoDB's TTL wants. */
export const visitCodec = plain(
  objectOf<StoredVisit>()({ ...visitShape, revision: z.number(), expiresAt: z.number() }),
);
