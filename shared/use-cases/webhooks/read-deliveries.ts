import type { Refusal } from '../../domain/kernel/refusal.ts';
import { reaches, type Caller } from '../../domain/people/authority.ts';
import { deliveryStatuses, type WebhookDelivery, type WebhookType } from '../../domain/webhooks/delivery.ts';
import type { Page } from '../../ports/documents.ts';
import type { Store } from '../../ports/store.ts';
import { listOver } from '../list-over.ts';
import { loadReach } from '../people/load-reach.ts';

type Ports = { store: Pick<Store, 'webhookDeliveries' | 'users'> };
type Status = WebhookDelivery['state']['status'];

/**
 * Deliveries that the caller reaches by their owners: those of a lead, or of one state or all, the newest of each first.
 * What is filtered out leaves a page shorter, and an empty page may have a next one.
 */
export async function listDeliveries(
  ports: Ports,
  request: {
    caller: Caller;
    limit: number;
    cursor?: string | undefined;
    lead?: string | undefined;
    state?: Status | undefined;
    type?: WebhookType | undefined;
  },
): Promise<{ kind: 'page'; page: Page<WebhookDelivery> }> {
  const { caller, limit, cursor, lead, state, type } = request;
  const { organisation } = caller;
  const reach = await loadReach(ports.store, caller);
  const page =
    lead === undefined
      ? await listOver(state === undefined ? deliveryStatuses : [state], { limit, cursor }, (of, options) =>
          ports.store.webhookDeliveries.list(organisation, { ...options, query: { index: 'byState', of } }),
        )
      : await ports.store.webhookDeliveries.list(organisation, { limit, cursor, group: lead });
  const items = page.items.filter(
    (each) =>
      reaches(reach, each.ownerId) &&
      (type === undefined || each.type === type) &&
      (state === undefined || each.state.status === state),
  );
  return { kind: 'page', page: { ...page, items } };
}

/** One delivery, if the caller reaches its owner. */
export async function readDelivery(
  ports: Ports,
  { caller, id }: { caller: Caller; id: string },
): Promise<{ kind: 'read'; item: WebhookDelivery } | Refusal> {
  const [item, reach] = await Promise.all([
    ports.store.webhookDeliveries.get(caller.organisation, id),
    loadReach(ports.store, caller),
  ]);
  if (item === undefined) return { kind: 'not-found', what: 'delivery', id };
  return reaches(reach, item.ownerId)
    ? { kind: 'read', item }
    : { kind: 'forbidden', detail: 'The delivery is about another user’s lead.' };
}
