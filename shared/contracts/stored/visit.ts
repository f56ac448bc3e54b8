import * as z from 'zod/mini';
import { messageChannels } from '../../domain/channels/channels.ts';
import { instant } from '../instant.ts';
import type { TrackedLink } from '../../domain/templates/track-links.ts';
import type { StoredVisit } from '../../domain/tracking/visit.ts';
import { plain } from './codec.ts';
import { machineRuleSchema } from './events.ts';
import { objectOf } from './object-of.ts';

const text = z.string();
/** The fields of a visit. */
export const visitShape = {
  organisation: text,
  enrollment: text,
  step: text,
  sentAt: instant,
  id: text,
  what: z.enum(['opened', 'clicked']),
  channel: z.enum(messageChannels),
  at: instant,
  link: z.optional(
    objectOf<TrackedLink>()({ target: text, name: z.optional(text), number: z.number(), of: z.number() }),
  ),
  machine: z.optional(machineRuleSchema),
} as const;

/** A visit as stored; `expiresAt` in seconds of Unix time, as DynamoDB's TTL wants. */
export const visitCodec = plain(
  objectOf<StoredVisit>()({ ...visitShape, revision: z.number(), expiresAt: z.number() }),
);
