import { httpsWebhookSender } from '#shared/adapters/webhooks/https-webhook-sender.ts';
import { readWebhookAllowedAddresses } from '#shared/config/read-environment.ts';
import { memoized } from './memoized.ts';
import { scheduler } from './scheduler.ts';
import { store } from './store.ts';
import { webhookKeys } from './webhook-keys.ts';

/** Longest call of a receiver, well within the function's own time. */
const TIMEOUT_MS = 10_000;

/** What delivering webhooks reaches outside through. */
export const webhookPorts = memoized(() => ({
  store: store(),
  webhookKeys: webhookKeys(),
  webhookSender: httpsWebhookSender({
    allowedAddresses: readWebhookAllowedAddresses(),
    timeoutMs: TIMEOUT_MS,
  }),
  scheduler: scheduler(),
}));
