import type { webhookOperations } from '#shared/contracts/api/webhooks.ts';
import { redeliver } from '#shared/use-cases/webhooks/redeliver.ts';
import { readSigningSecret, rotateSigningSecret } from '#shared/use-cases/webhooks/signing-secret.ts';
import { testWebhook } from '#shared/use-cases/webhooks/test-webhook.ts';
import { itemAnswer } from '../../route.ts';
import type { WritingHandlers } from '../../writing-ports.ts';

export const webhookHandlers: WritingHandlers<typeof webhookOperations> = {
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
