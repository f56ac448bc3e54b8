import type { Refusal } from '../../domain/kernel/refusal.ts';
import { canAccess, type Caller } from '../../domain/people/access.ts';
import type { Lead } from '../../domain/people/people.ts';
import type { Page, PageRequest } from '../../ports/documents.ts';
import type { Store } from '../../ports/store.ts';

import { listOver } from '../list-over.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';

type Ports = { store: Pick<Store, 'leads' | 'users'> };

/** Leads that the caller can access: all, those of one owner, or those with one address. */
export async function listLeads(
  ports: Ports,
  request: {
    caller: Caller;
    limit: number;
    cursor?: string | undefined;
    email?: string | undefined;
    owner?: string | undefined;
  },
): Promise<{ kind: 'page'; page: Page<Lead> } | Refusal> {
  const { caller, limit, cursor, email, owner } = request;
  const { organisation } = caller;
  const access = await loadAccessScope(ports.store, caller);

  if (owner !== undefined && !canAccess(access, owner)) {
    return { kind: 'forbidden', detail: `You cannot see the leads of the user “${owner}”.` };
  }
  const ofOwner = (of: string, page: PageRequest) =>
    ports.store.leads.list(organisation, { ...page, query: { index: 'byOwner', of } });

  if (email !== undefined) {
    const page = await ports.store.leads.list(organisation, {
      limit,
      cursor,
      query: { index: 'byEmail', of: email },
    });
    const items = page.items.filter(
      (lead) => canAccess(access, lead.ownerId) && (owner === undefined || lead.ownerId === owner),
    );
    return { kind: 'page', page: { ...page, items } };
  }
  if (owner !== undefined) return { kind: 'page', page: await ofOwner(owner, { limit, cursor }) };
  if (access.kind === 'all')
    return { kind: 'page', page: await ports.store.leads.list(organisation, { limit, cursor }) };
  return { kind: 'page', page: await listOver(access.ids, { limit, cursor }, ofOwner) };
}

/** One lead, if the caller can access it. */
export async function readLead(
  ports: Ports,
  request: { caller: Caller; id: string },
): Promise<{ kind: 'read'; item: Lead } | Refusal> {
  const { caller, id } = request;
  const [item, access] = await Promise.all([
    ports.store.leads.get(caller.organisation, id),
    loadAccessScope(ports.store, caller),
  ]);
  if (item === undefined) return { kind: 'not-found', what: 'lead', id };
  if (!canAccess(access, item.ownerId))
    return { kind: 'forbidden', detail: 'The lead belongs to another user.' };
  return { kind: 'read', item };
}
