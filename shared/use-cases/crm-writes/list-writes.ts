import type { CrmKind } from '../../domain/connections/connectors.ts';
import type { CrmWrite } from '../../domain/crm/crm-write.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import type { Page, PageRequest } from '../../ports/documents.ts';
import type { Store } from '../../ports/store.ts';

type Ports = { store: Pick<Store, 'connections' | 'crmWrites'> };

/** Writes of a connection in a state: those to come by when they are due, others by when they ended; the oldest first. */
export async function listWrites(
  ports: Ports,
  asked: PageRequest & { caller: Caller; kind: CrmKind; state: CrmWrite['state']['status'] },
): Promise<{ kind: 'read'; page: Page<CrmWrite> } | Refusal> {
  const { caller, kind, state, limit, cursor } = asked;
  const { organisation } = caller;
  const refused = await refusedUnlessConnected(ports, organisation, kind);
  if (refused !== undefined) return refused;
  const query = { index: 'byState' as const, of: `${kind}.${state}` };
  return { kind: 'read', page: await ports.store.crmWrites.list(organisation, { limit, cursor, query }) };
}

/** That a CRM is not connected, if it is not. */
export async function refusedUnlessConnected(
  { store }: { store: Pick<Store, 'connections'> },
  organisation: string,
  kind: CrmKind,
): Promise<Refusal | undefined> {
  const connection = await store.connections.get(organisation, kind);
  return connection === undefined ? { kind: 'not-found', what: 'connection', id: kind } : undefined;
}
