import * as z from 'zod/mini';
import { instant } from '../instant.ts';
import { webhookTypes, type DeliveryAttempt, type WebhookDelivery } from '../../domain/webhooks/delivery.ts';
import type { WebhookRotation } from '../../domain/webhooks/rotation.ts';
import { plain } from './codec.ts';
import { objectOf } from './object-of.ts';

const text = z.string();
const whole = z.number();
const maybe = z.optional(text);

/** The log of a delivery as stored. */
export const webhookDeliveryCodec = plain<WebhookDelivery>(
  objectOf<WebhookDelivery>()({
    organisation: text,
    id: text,
    revision: whole,
    leadId: maybe,
    ownerId: text,
    button: z.enum(['convert', 'disqualify']),
    scope: maybe,
    type: z.enum(webhookTypes),
    at: instant,
    by: text,
    body: text,
    confirmed: z.boolean(),
    state: z.discriminatedUnion('status', [
      z.object({ status: z.literal('pending'), nextAt: instant, tries: whole }),
      z.object({ status: z.literal('delivered'), at: instant }),
      z.object({
        status: z.literal('failed'),
        at: instant,
        reason: z.enum(['gave-up', 'gone', 'off']),
      }),
    ]),
    attempts: z.array(
      objectOf<DeliveryAttempt>()({
        at: instant,
        durationMs: z.optional(whole),
        status: z.optional(whole),
        error: maybe,
        answer: maybe,
      }),
    ),
    createdAt: instant,
    expiresAt: whole,
  }),
);

/** Which signing secret is in use, as stored. */
export const webhookRotationCodec = plain<WebhookRotation>(
  objectOf<WebhookRotation>()({
    organisation: text,
    id: z.literal('current'),
    revision: whole,
    number: whole,
    rotatedAt: instant,
  }),
);
