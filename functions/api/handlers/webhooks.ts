import type { webhookOperations } from '#shared/contracts/api/webhooks.ts';
import { payloadOf } from '#shared/contracts/messages/webhook-payload.ts';
import { listDeliveries, readDelivery } from '#shared/use-cases/webhooks/read-deliveries.ts';
import { redeliver } from '#shared/use-cases/webhooks/redeliver.ts';
import { readSigningSecret, rotateSigningSecret } from '#shared/use-cases/webhooks/signing-secret.ts';
import { testWebhook } from '#shared/use-cases/webhooks/test-webhook.ts';
import { itemAnswer, type Handlers } from '../route.ts';

export const webhookHandlers: Handlers<typeof webhookOperations> = {
  listWebhookDeliveries: async (ports, { caller, query }) => {
    const { page } = await listDeliveries(ports, { caller, ...query });
    return { kind: 'ok', body: page };
  },

  getWebhookDelivery: async (ports, { caller, params }) => {
    const outcome = await readDelivery(ports, { caller, ...params });
    if (outcome.kind !== 'read') return outcome;
    return { kind: 'ok', body: { ...outcome.item, payload: payloadOf(outcome.item.body) } };
  },

  redeliverWebhook: async (ports, { caller, params, now }) => {
    const outcome = await redeliver(ports, { caller, ...params, now });
    return outcome.kind === 'asked' ? { kind: 'ok', body: outcome.item } : outcome;
  },

  testWebhook: async (ports, { caller, params, body, now }) => {
    const outcome = await testWebhook(ports, { caller, ...params, ...body, now });
    return outcome.kind === 'asked' ? { kind: 'ok', body: outcome.item } : outcome;
  },

  getWebhookSecret: async (ports, { caller: { organisation }, now }) =>
    itemAnswer(await readSigningSecret(ports, { organisation, now })),

  rotateWebhookSecret: async (ports, { caller: { organisation }, expected, now }) => {
    const outcome = await rotateSigningSecret(ports, { organisation, expected, now });
    return outcome.kind === 'rotated' ? itemAnswer(outcome.secret) : outcome;
  },
};
