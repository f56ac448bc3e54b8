import type { Refusal } from '../../domain/kernel/refusal.ts';
import { reaches, type Caller } from '../../domain/people/authority.ts';
import type { Lead } from '../../domain/people/people.ts';
import type { Page, PageRequest } from '../../ports/documents.ts';
import type { Store } from '../../ports/store.ts';

import { listOver } from '../list-over.ts';
import { loadReach } from '../people/load-reach.ts';

type Ports = { store: Pick<Store, 'leads' | 'users'> };

/** Leads that the caller reaches: all, those of one owner, or those with one address. */
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
  const reach = await loadReach(ports.store, caller);

  if (owner !== undefined && !reaches(reach, owner)) {
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
      (lead) => reaches(reach, lead.ownerId) && (owner === undefined || lead.ownerId === owner),
    );
    return { kind: 'page', page: { ...page, items } };
  }
  if (owner !== undefined) return { kind: 'page', page: await ofOwner(owner, { limit, cursor }) };
  if (reach.kind === 'all')
    return { kind: 'page', page: await ports.store.leads.list(organisation, { limit, cursor }) };
  return { kind: 'page', page: await listOver(reach.ids, { limit, cursor }, ofOwner) };
}

/** One lead, if the caller reaches it. */
export async function readLead(
  ports: Ports,
  request: { caller: Caller; id: string },
): Promise<{ kind: 'read'; item: Lead } | Refusal> {
  const { caller, id } = request;
  const [item, reach] = await Promise.all([
    ports.store.leads.get(caller.organisation, id),
    loadReach(ports.store, caller),
  ]);
  if (item === undefined) return { kind: 'not-found', what: 'lead', id };
  if (!reaches(reach, item.ownerId))
    return { kind: 'forbidden', detail: 'The lead belongs to another user.' };
  return { kind: 'read', item };
}
