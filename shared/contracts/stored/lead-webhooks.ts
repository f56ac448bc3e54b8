import * as z from 'zod/mini';
import { webhookMethods, type LeadWebhook, type LeadWebhooks } from '../../domain/settings/lead-webhook.ts';
import { objectOf } from './object-of.ts';

const text = z.string();

const webhook = z.nullable(
  objectOf<LeadWebhook>()({
    url: text,
    method: z.enum(webhookMethods),
    headers: z.record(text, z.nullable(text)),
    active: z.boolean(),
  }),
);

/** The webhooks of the buttons as stored: values of headers are sealed. */
export const storedLeadWebhooks = objectOf<LeadWebhooks>()({ convert: webhook, disqualify: webhook });
