import * as z from 'zod/mini';
import { messageChannels } from '../../domain/channels/channels.ts';
import { instant } from '../instant.ts';
import type { TrackedLink } from '../../domain/templates/track-links.ts';
import type { StoredHit } from '../../domain/tracking/tracking-hit.ts';
import { plain } from './codec.ts';
import { botRuleSchema } from './activity-events.ts';
import { objectOf } from './object-of.ts';
import { enrollmentId } from '../ids.ts';

const text = z.string();
/** The fields of a hit. */
export const hitShape = {
  organisation: text,
  enrollment: enrollmentId,
  step: text,
  sentAt: instant,
  id: text,
  what: z.enum(['opened', 'clicked']),
  channel: z.enum(messageChannels),
  at: instant,
  link: z.optional(
    objectOf<TrackedLink>()({ target: text, name: z.optional(text), number: z.number(), of: z.number() }),
  ),
  machine: z.optional(botRuleSchema),
} as const;

/** A hit as stored; `expiresAt` in seconds of Unix time, as DynamoDB's TTL wants. */
export const hitCodec = plain(
  objectOf<StoredHit>()({ ...hitShape, revision: z.number(), expiresAt: z.number() }),
);
