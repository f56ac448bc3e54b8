import type { Refusal } from '../../domain/kernel/refusal.ts';
import { canAccess, type Caller } from '../../domain/people/access.ts';
import { deliveryStatuses, type WebhookDelivery, type WebhookType } from '../../domain/webhooks/delivery.ts';
import type { Page } from '../../ports/documents.ts';
import type { Store } from '../../ports/store.ts';
import { listOver } from '../list-over.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';

type Ports = { store: Pick<Store, 'webhookDeliveries' | 'users'> };
type Status = WebhookDelivery['state']['status'];

/**
 * Deliveries that the caller can access by their owners: those of a lead, or of one state or all, the newest of each first.
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
  const access = await loadAccessScope(ports.store, caller);
  const page =
    lead === undefined
      ? await listOver(state === undefined ? deliveryStatuses : [state], { limit, cursor }, (of, options) =>
          ports.store.webhookDeliveries.list(organisation, { ...options, query: { index: 'byState', of } }),
        )
      : await ports.store.webhookDeliveries.list(organisation, { limit, cursor, group: lead });
  const items = page.items.filter(
    (each) =>
      canAccess(access, each.ownerId) &&
      (type === undefined || each.type === type) &&
      (state === undefined || each.state.status === state),
  );
  return { kind: 'page', page: { ...page, items } };
}

/** One delivery, if the caller can access its owner. */
export async function readDelivery(
  ports: Ports,
  { caller, id }: { caller: Caller; id: string },
): Promise<{ kind: 'read'; item: WebhookDelivery } | Refusal> {
  const [item, access] = await Promise.all([
    ports.store.webhookDeliveries.get(caller.organisation, id),
    loadAccessScope(ports.store, caller),
  ]);
  if (item === undefined) return { kind: 'not-found', what: 'delivery', id };
  return canAccess(access, item.ownerId)
    ? { kind: 'read', item }
    : { kind: 'forbidden', detail: 'The delivery is about another user’s lead.' };
}
