import * as z from 'zod/mini';

/** A message of the queue of webhooks: it may be time to try this delivery. */
export const deliverWebhookMessage = z.object({ organisation: z.string(), deliveryId: z.string() });
