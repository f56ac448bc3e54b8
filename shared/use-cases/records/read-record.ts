import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import { canAccessRecord } from '../../domain/records/record-access.ts';
import type { StoredRecord } from '../../domain/records/record.ts';
import type { Store } from '../../ports/store.ts';
import { canChangeAccount } from '../people/can-change-account.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';
import { loadRecord } from './load-record.ts';

/** One record, if the caller can access it. */
export async function readRecord(
  { store }: { store: Pick<Store, 'records' | 'leads' | 'users'> },
  { caller, id }: { caller: Caller; id: string },
): Promise<{ kind: 'read'; item: StoredRecord } | Refusal> {
  const { organisation } = caller;
  const [item, scope] = await Promise.all([
    loadRecord(store, organisation, id),
    loadAccessScope(store, caller),
  ]);
  if (item === undefined) return { kind: 'not-found', what: 'record', id };
  const { leadId, accountId } = item;
  const lead = leadId === undefined ? undefined : await store.leads.get(organisation, leadId);
  const byAccount = leadId === undefined && accountId !== undefined;
  const accounts = new Set(
    byAccount && (await canChangeAccount(store, caller, accountId)) ? [accountId] : [],
  );
  if (canAccessRecord({ scope, accounts }, item, lead)) return { kind: 'read', item };
  return { kind: 'forbidden', detail: 'The record belongs to another user.' };
}
