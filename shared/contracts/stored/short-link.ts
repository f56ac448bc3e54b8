import * as z from 'zod/mini';
import { instant } from '../instant.ts';
import type { StoredShortLink } from '../../domain/tracking/short-link.ts';
import { plain } from './codec.ts';
import { objectOf } from './object-of.ts';
import { enrollmentId } from '../ids.ts';

const text = z.string();

/** A short link as stored; `expiresAt` in seconds of Unix time, as DynamoDB's TTL wants. */
export const shortLinkCodec = plain(
  objectOf<StoredShortLink>()({
    organisation: text,
    id: text,
    revision: z.number(),
    enrollment: enrollmentId,
    step: text,
    sentAt: instant,
    target: text,
    name: z.optional(text),
    number: z.number(),
    of: z.number(),
    expiresAt: z.number(),
  }),
);
