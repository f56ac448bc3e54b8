import type { LeadId } from '../../domain/kernel/ids.ts';
import { epochMs, epochSeconds } from '../../domain/time/instants.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Lead } from '../../domain/people/people.ts';
import { deliveryId, KEPT_SECONDS } from '../../domain/webhooks/delivery.ts';
import type { LeadButton } from '../../domain/settings/lead-webhook.ts';
import { leadPayload, typeOfButton } from '../../domain/webhooks/payload.ts';
import type { Queue } from '../../ports/queue.ts';
import type { Store } from '../../ports/store.ts';
import { loadSender } from '../people/load-sender.ts';

type Ports = {
  store: Pick<Store, 'webhookDeliveries' | 'accounts' | 'users' | 'groups' | 'settings'>;
  queue: Pick<Queue, 'deliverWebhook'>;
};

/**
 * Writes down what the webhook of a button will be told, before the lead itself is written (A14): should the process die
 * in between, the sweep finds it, and it goes out only if the lead did leave. `lead`: as it will be. Nothing is written
 * when the owner has no active webhook for the button.
 */
export async function prepareDelivery(
  ports: Ports,
  news: { lead: Lead; button: LeadButton; at: Instant; by: string },
): Promise<void> {
  const { lead, button, at, by } = news;
  const { organisation, id: leadId, ownerId, accountId } = lead;
  const owner = await loadSender(ports.store, organisation, ownerId);
  if (!owner?.settings.leadWebhooks.value[button]?.active) return;
  const account =
    accountId === undefined ? undefined : await ports.store.accounts.get(organisation, accountId);
  const id = deliveryId(leadId, button, epochMs(at));
  // One that is there was prepared in vain, by this request before it met another change of the lead.
  const before = await ports.store.webhookDeliveries.get(organisation, id);
  if (before?.confirmed) return;
  await ports.store.webhookDeliveries.put(
    {
      organisation,
      id,
      revision: (before?.revision ?? 0) + 1,
      leadId,
      ownerId,
      button,
      type: typeOfButton[button],
      at,
      by,
      body: leadPayload({ button, at, by, lead, account, owner: owner.user }),
      confirmed: false,
      state: { status: 'pending', nextAt: at, tries: 0 },
      attempts: [],
      createdAt: at,
      expiresAt: epochSeconds(at) + KEPT_SECONDS,
    },
    before?.revision ?? 'absent',
  );
}

/** Asks for the delivery of what a lead's leaving prepared, unless it went out; done again, nothing goes out twice. */
export async function startDelivery(
  ports: Ports,
  left: { organisation: string; leadId: LeadId; button: LeadButton; at: Instant },
): Promise<void> {
  const { organisation, leadId, button, at } = left;
  const id = deliveryId(leadId, button, epochMs(at));
  const delivery = await ports.store.webhookDeliveries.get(organisation, id);
  if (delivery?.state.status === 'pending') await ports.queue.deliverWebhook(organisation, id);
}

/** Keeps what an earlier leaving of the lead prepared, before the instant of that leaving is overwritten. */
export async function confirmEarlier(ports: Ports, lead: Lead, button: LeadButton): Promise<void> {
  const at = button === 'convert' ? lead.convertedAt : lead.disqualifiedAt;
  if (at === undefined) return;
  const id = deliveryId(lead.id, button, epochMs(at));
  const delivery = await ports.store.webhookDeliveries.get(lead.organisation, id);
  if (delivery === undefined || delivery.confirmed) return;
  await ports.store.webhookDeliveries.put(
    { ...delivery, confirmed: true, revision: delivery.revision + 1 },
    delivery.revision,
  );
}
