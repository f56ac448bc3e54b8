import type { AccessScope, Caller } from '../../domain/people/access.ts';
import type { RecordFacts, RecordInput } from '../../domain/records/decide-record.ts';
import type { RecordType } from '../../domain/records/record-type.ts';
import { isThere, type StoredRecord } from '../../domain/records/record.ts';
import type { Stored } from '../../ports/documents.ts';
import type { Store } from '../../ports/store.ts';
import { memoizedByKey } from '../memoized-by-key.ts';
import { changeableAccounts } from '../people/can-change-account.ts';
import { loadRecordType } from './load-record-types.ts';

/** What writing records reads. */
export type RecordStore = Pick<Store, 'records' | 'recordTypes' | 'leads' | 'accounts' | 'users'>;

/**
 * Loads what deciding on some records needs, most of it at once: types, leads, accounts and users that they name. Answers
 * with what tells the facts of one of them, as it is stored at that moment.
 */
export async function loadRecordFacts(
  store: RecordStore,
  { caller, scope }: { caller: Caller; scope: AccessScope },
  inputs: readonly RecordInput[],
): Promise<(input: RecordInput, stored: StoredRecord | undefined) => Promise<RecordFacts>> {
  const { organisation } = caller;
  const [types, leadOf, accountOf] = await Promise.all([
    loadTypes(store, organisation, inputs),
    loadMany(
      store.leads,
      organisation,
      inputs.map(({ leadId }) => leadId),
    ),
    loadMany(
      store.accounts,
      organisation,
      inputs.map(({ accountId }) => accountId),
    ),
  ]);
  const userIds = inputs.flatMap((input) => usersNamed(input, types.get(input.typeId)));
  const found = await store.users.getMany(organisation, [...new Set(userIds)]);
  const users = new Set(found.map(({ id }) => id));
  const canChange = changeableAccounts(store, caller);

  return async (input, stored) => {
    const existing = isThere(stored) ? stored : undefined;
    const lead = await leadOf(input.leadId ?? existing?.leadId);
    const account = await accountOf(input.accountId ?? existing?.accountId);
    const accounts = new Set<string>();
    // Only a record without a lead is reached by its account.
    const asked = lead === undefined ? [input.accountId, existing?.accountId] : [];
    for (const id of asked) if (id !== undefined && (await canChange(id))) accounts.add(id);
    return { type: types.get(input.typeId), lead, account, users, access: { scope, accounts } };
  };
}

async function loadTypes(
  store: RecordStore,
  organisation: string,
  inputs: readonly RecordInput[],
): Promise<ReadonlyMap<string, RecordType>> {
  const ids = new Set(inputs.map(({ typeId }) => typeId));
  const types = await Promise.all([...ids].map((id) => loadRecordType(store, organisation, id)));
  return new Map(types.flatMap((type) => (type === undefined ? [] : [[type.id, type]])));
}

/** Items by their ids: those named beforehand in few reads, others one by one when they are asked for. */
async function loadMany<T extends Stored & { id: string }>(
  documents: {
    get(organisation: string, id: string): Promise<T | undefined>;
    getMany(organisation: string, ids: readonly string[]): Promise<T[]>;
  },
  organisation: string,
  named: readonly (string | undefined)[],
): Promise<(id: string | undefined) => Promise<T | undefined>> {
  const ids = new Set(named.filter((id) => id !== undefined));
  const items = await documents.getMany(organisation, [...ids]);
  const loaded = new Map(items.map((item) => [item.id, item]));
  const load = memoizedByKey((id: string) => documents.get(organisation, id));
  return async (id) => {
    if (id === undefined) return undefined;
    return ids.has(id) ? loaded.get(id) : load(id);
  };
}

/** The users that a record names: its owner, and what stands in fields that hold users. */
function usersNamed({ ownerId, values }: RecordInput, type: RecordType | undefined): string[] {
  const names = (type?.fields ?? []).filter((field) => field.type === 'user').map(({ name }) => values[name]);
  return [ownerId, ...names].flatMap((id) => {
    const text = typeof id === 'string' ? id.trim() : '';
    return text === '' || text.length > 100 ? [] : [text];
  });
}
