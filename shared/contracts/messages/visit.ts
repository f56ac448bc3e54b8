import * as z from 'zod/mini';
import type { Visit } from '../../domain/deliverability/visit.ts';
import { machineRuleSchema } from '../stored/events.ts';
import { objectOf } from '../stored/object-of.ts';
import type { TrackedLink } from '../../domain/template/track-links.ts';

const text = z.string();
const shape = {
  organisation: text,
  enrollment: text,
  step: text,
  sentAt: text,
  id: text,
  what: z.enum(['opened', 'clicked']),
  channel: z.enum(['mail', 'sms']),
  at: text,
  link: z.optional(
    objectOf<TrackedLink>()({ target: text, name: z.optional(text), number: z.number(), of: z.number() }),
  ),
  machine: z.optional(machineRuleSchema),
} as const;

/** A message of the queue of visits. */
export const visitMessage = objectOf<Visit>()(shape);

/** The fields of a visit as stored. */
export const visitShape = shape;
