import type { Refusal } from '../../domain/kernel/refusal.ts';
import { OVER_LEADS, type Filter } from '../../domain/filters/filter.ts';
import { readFilter, type KnownToFilter } from '../../domain/filters/validate-filter.ts';
import { problemsUnder, type Problem } from '../../domain/kernel/problem.ts';
import type { Store } from '../../ports/store.ts';
import { listAll } from '../list-all.ts';
import { loadRecordTypes } from '../records/load-record-types.ts';

/** Where what filters may name is read. */
export type KnownStore = Pick<Store, 'users' | 'sequences' | 'recordTypes'>;

/** What somebody writes of a filter: over what it is, and any value at all. */
export type FilterInput = { over: string; filter: unknown };

/** What a filter over these leads or records may name. `invalid`: there is no such record type. */
export async function loadKnownToFilter(
  store: KnownStore,
  organisation: string,
  over: string,
): Promise<{ kind: 'known'; known: KnownToFilter } | (Refusal & { kind: 'invalid' })> {
  const [types, users, sequences] = await Promise.all([
    loadRecordTypes(store, organisation),
    listAll(store.users, organisation),
    listAll(store.sequences, organisation),
  ]);
  const type = over === OVER_LEADS ? undefined : types.find(({ id }) => id === over);
  if (over !== OVER_LEADS && type === undefined) {
    const message = `There is no record type “${over}”: name one, or “${OVER_LEADS}”.`;
    return { kind: 'invalid', problems: [{ path: ['over'], message }] };
  }
  return {
    kind: 'known',
    known: {
      recordFields: type?.fields,
      users: new Set(users.map(({ id }) => id)),
      sequences: new Set(sequences.filter(({ status }) => status !== 'deleted').map(({ id }) => id)),
      recordTypes: new Set(types.map(({ id }) => id)),
    },
  };
}

/** Checks what somebody wrote of a filter (E1); every problem at once. */
export async function checkFilter(
  { store }: { store: KnownStore },
  organisation: string,
  { over, filter }: FilterInput,
): Promise<{ kind: 'filter'; filter: Filter } | { kind: 'invalid'; problems: Problem[] }> {
  const loaded = await loadKnownToFilter(store, organisation, over);
  if (loaded.kind === 'invalid') return loaded;
  const read = readFilter(filter, loaded.known);
  return read.kind === 'filter'
    ? read
    : { kind: 'invalid', problems: problemsUnder(['filter'], read.problems) };
}
