import { mayUseFilter } from '../../domain/filters/filter-access.ts';
import type { SavedFilter } from '../../domain/filters/filter.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import type { Page, PageRequest } from '../../ports/documents.ts';
import type { Store } from '../../ports/store.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';
import { listMatching } from '../list-matching.ts';

type Ports = { store: Pick<Store, 'filters' | 'users'> };

/** A saved filter that the caller may use. */
export async function readSavedFilter(
  { store }: Ports,
  { caller, id }: { caller: Caller; id: string },
): Promise<{ kind: 'read'; item: SavedFilter } | Refusal> {
  const [item, access] = await Promise.all([
    store.filters.get(caller.organisation, id),
    loadAccessScope(store, caller),
  ]);
  if (item === undefined) return { kind: 'not-found', what: 'filter', id };
  return mayUseFilter(item, access)
    ? { kind: 'read', item }
    : { kind: 'forbidden', detail: 'The filter belongs to another user and is not shared.' };
}

/** The same, where it has to be over leads, or over the records of some type. */
export async function readFilterOver(
  ports: Ports,
  request: { caller: Caller; id: string; isOver: (over: string) => boolean; what: string },
): Promise<{ kind: 'read'; item: SavedFilter } | Refusal> {
  const found = await readSavedFilter(ports, request);
  if (found.kind !== 'read' || request.isOver(found.item.over)) return found;
  const detail = `The filter is over “${found.item.over}”: name one over ${request.what}.`;
  return { kind: 'conflict', detail };
}

/** A page of the saved filters that the caller may use, by id. */
export async function listFilters(
  { store }: Ports,
  { caller, over, limit, cursor }: PageRequest & { caller: Caller; over?: string | undefined },
): Promise<Page<SavedFilter>> {
  const access = await loadAccessScope(store, caller);
  return listMatching(
    { limit, cursor },
    (page) => store.filters.list(caller.organisation, page),
    (filter) => mayUseFilter(filter, access) && (over === undefined || filter.over === over),
  );
}
