import type { ConnectionKind } from '../../domain/connections/connectors.ts';
import { goneStatuses } from '../../domain/workflows/status-warnings.ts';
import type { Store } from '../../ports/store.ts';
import { listAll } from '../list-all.ts';
import { loadConnected } from './load-connected.ts';

/** What workflows name that a connected CRM does not have any more, in words (B5): it does no harm yet, and is shown with its health. */
export async function statusWarnings(
  { store }: { store: Pick<Store, 'connections' | 'mappings' | 'picklists' | 'workflows'> },
  { organisation, kind }: { organisation: string; kind: ConnectionKind },
): Promise<string[]> {
  const { crms } = await loadConnected(store, organisation);
  const crm = crms.find((one) => one.kind === kind);
  return crm === undefined ? [] : goneStatuses(await listAll(store.workflows, organisation), crm);
}
