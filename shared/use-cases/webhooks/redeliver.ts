import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import { againPending, type WebhookDelivery } from '../../domain/webhooks/delivery.ts';
import type { Queue } from '../../ports/queue.ts';
import type { Store } from '../../ports/store.ts';
import { readDelivery } from './read-deliveries.ts';

type Ports = {
  store: Pick<Store, 'webhookDeliveries' | 'users'>;
  queue: Pick<Queue, 'deliverWebhook'>;
};

/**
 * Has a delivery sent once more, whatever became of it, or at once if it waits for its next try (A14). It bears the same
 * `webhook-id` and body, so that the receiver can tell that it is the same news.
 */
export async function redeliver(
  ports: Ports,
  { caller, id, now }: { caller: Caller; id: string; now: Instant },
): Promise<{ kind: 'asked'; item: WebhookDelivery } | Refusal> {
  const found = await readDelivery(ports, { caller, id });
  if (found.kind !== 'read') return found;
  if (!found.item.confirmed) {
    return {
      kind: 'conflict',
      detail: 'It has not been seen yet whether the lead left: wait ten minutes.',
    };
  }
  const item = againPending(found.item, now);
  if ((await ports.store.webhookDeliveries.put(item, found.item.revision)) === 'conflict') {
    return { kind: 'conflict', detail: 'It is being tried at this moment: look at it again.' };
  }
  await ports.queue.deliverWebhook(caller.organisation, id);
  return { kind: 'asked', item };
}
