import type { webhookOperations } from '#shared/contracts/api/webhooks.ts';
import { payloadOf } from '#shared/contracts/messages/webhook-payload.ts';
import { listDeliveries, readDelivery } from '#shared/use-cases/webhooks/read-deliveries.ts';
import type { ReadingHandlers } from '../../reading-ports.ts';

export const webhookHandlers: ReadingHandlers<typeof webhookOperations> = {
  listWebhookDeliveries: async (ports, { caller, query }) => {
    const { page } = await listDeliveries(ports, { caller, ...query });
    return { kind: 'ok', body: page };
  },

  getWebhookDelivery: async (ports, { caller, params }) => {
    const outcome = await readDelivery(ports, { caller, ...params });
    if (outcome.kind !== 'read') return outcome;
    return { kind: 'ok', body: { ...outcome.item, payload: payloadOf(outcome.item.body) } };
  },
};
