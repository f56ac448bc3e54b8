import { epochSeconds } from '../../domain/time/instants.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import { KEPT_SECONDS, type WebhookDelivery } from '../../domain/webhooks/delivery.ts';
import type { LeadButton } from '../../domain/settings/lead-webhook.ts';
import { testPayload } from '../../domain/webhooks/payload.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Queue } from '../../ports/queue.ts';
import type { Store } from '../../ports/store.ts';

type Ports = {
  store: Pick<Store, 'webhookDeliveries' | 'settings'>;
  queue: Pick<Queue, 'deliverWebhook'>;
  ids: Ids;
};

/** Sends a test to the webhook that a level decides for a button (A14): about nobody, signed like any other, tried once. */
export async function testWebhook(
  ports: Ports,
  request: { caller: Caller; scope: string; button: LeadButton; now: Instant },
): Promise<{ kind: 'asked'; item: WebhookDelivery } | Refusal> {
  const { caller, scope, button, now } = request;
  const { organisation, userId: by } = caller;
  const level = await ports.store.settings.get(organisation, scope);
  if (!level?.values.leadWebhooks?.[button]?.active) {
    const detail = `There is no active webhook for “${button}” at ${scope}: set one in leadWebhooks first.`;
    return { kind: 'conflict', detail };
  }
  const item: WebhookDelivery = {
    organisation,
    id: `test-t-${ports.ids.next()}`,
    revision: 1,
    ownerId: by,
    button,
    scope,
    type: 'webhook.test',
    at: now,
    by,
    body: testPayload({ button, at: now, by }),
    confirmed: true,
    state: { status: 'pending', nextAt: now, tries: 0 },
    attempts: [],
    createdAt: now,
    expiresAt: epochSeconds(now) + KEPT_SECONDS,
  };
  await ports.store.webhookDeliveries.put(item, 'absent');
  await ports.queue.deliverWebhook(organisation, item.id);
  return { kind: 'asked', item };
}
