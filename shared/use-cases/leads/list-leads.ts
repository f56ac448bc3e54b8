import type { Refusal } from '../../domain/kernel/refusal.ts';
import { canAccess, type AccessScope, type Caller } from '../../domain/people/access.ts';
import type { Lead } from '../../domain/people/people.ts';
import type { Page, PageRequest } from '../../ports/documents.ts';
import type { Store } from '../../ports/store.ts';

import { listOver } from '../list-over.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';

type Ports = { store: Pick<Store, 'leads' | 'users'> };

/** Which leads are asked for: all that the caller can access, those of one owner, or those with one address. */
export type LeadQuery = { email?: string | undefined; owner?: string | undefined };

/** Leads that the caller can access. */
export async function listLeads(
  ports: Ports,
  request: { caller: Caller } & PageRequest & LeadQuery,
): Promise<{ kind: 'page'; page: Page<Lead> } | Refusal> {
  const { limit, cursor } = request;
  const list = await leadList(ports, request);
  return list.kind === 'list' ? { kind: 'page', page: await list.read({ limit, cursor }) } : list;
}

/** The list of leads that the caller can access, to be read page by page. */
export async function leadList(
  ports: Ports,
  { caller, email, owner }: { caller: Caller } & LeadQuery,
): Promise<{ kind: 'list'; read: (page: PageRequest) => Promise<Page<Lead>> } | Refusal> {
  const { organisation } = caller;
  const access = await loadAccessScope(ports.store, caller);

  if (owner !== undefined && !canAccess(access, owner)) {
    return { kind: 'forbidden', detail: `You cannot see the leads of the user “${owner}”.` };
  }
  const ofOwner = (of: string, page: PageRequest) =>
    ports.store.leads.list(organisation, { ...page, query: { index: 'byOwner', of } });

  if (email !== undefined) {
    const isAsked = ({ ownerId }: Lead) =>
      canAccess(access, ownerId) && (owner === undefined || ownerId === owner);
    return {
      kind: 'list',
      async read(options) {
        const query = { index: 'byEmail', of: email } as const;
        const page = await ports.store.leads.list(organisation, { ...options, query });
        return { ...page, items: page.items.filter(isAsked) };
      },
    };
  }
  if (owner !== undefined) return { kind: 'list', read: (page) => ofOwner(owner, page) };
  return { kind: 'list', read: (page) => leadsWithin(ports.store, organisation, access, page) };
}

/** A page of the leads of whoever is within the access. */
export function leadsWithin(
  store: Pick<Store, 'leads'>,
  organisation: string,
  access: AccessScope,
  page: PageRequest,
): Promise<Page<Lead>> {
  if (access.kind === 'all') return store.leads.list(organisation, page);
  return listOver(access.ids, page, (of, options) =>
    store.leads.list(organisation, { ...options, query: { index: 'byOwner', of } }),
  );
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
