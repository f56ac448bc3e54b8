import { mayChangeFilter } from '../../domain/filters/filter-access.ts';
import type { SavedFilter } from '../../domain/filters/filter.ts';
import { refusalOfExpected, type Expected } from '../../domain/kernel/expected.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import type { Store } from '../../ports/store.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';
import { saveItem, type Saved } from '../save-item.ts';
import { describeFilterUses, usesOfFilter } from './filter-uses.ts';
import { checkFilter, type FilterInput } from './known-to-filter.ts';

/** Makes or replaces a saved filter (E1). What it is over stays; one that something locks is not changed. */
export async function putFilter(
  ports: { store: Store },
  request: {
    caller: Caller;
    id: string;
    input: FilterInput & Pick<SavedFilter, 'name' | 'shared'>;
    expected: Expected;
    now: Instant;
  },
): Promise<Saved<SavedFilter> | Refusal> {
  const { caller, id, input, expected, now } = request;
  const { organisation } = caller;
  const { name, over, shared } = input;
  const [existing, access, checked, uses] = await Promise.all([
    ports.store.filters.get(organisation, id),
    loadAccessScope(ports.store, caller),
    checkFilter(ports, organisation, input),
    usesOfFilter(ports.store, organisation, id),
  ]);

  if (existing !== undefined && !mayChangeFilter(existing, access)) {
    return { kind: 'forbidden', detail: 'The filter belongs to another user: save yours under another id.' };
  }
  if (checked.kind === 'invalid') return checked;
  if (existing !== undefined && existing.over !== over) {
    const message = `It is over “${existing.over}”, and what uses it relies on that: make another one.`;
    return { kind: 'invalid', problems: [{ path: ['over'], message }] };
  }
  const locking = uses.filter(({ locks }) => locks);
  if (locking.length > 0) {
    return { kind: 'conflict', detail: `${describeFilterUses(locking)}.`, id: locking[0]?.id };
  }
  const { createdBy = caller.userId, createdAt = now } = existing ?? {};
  return saveItem(
    ports.store.filters,
    existing,
    { organisation, id, name, over, filter: checked.filter, shared, createdBy, createdAt, changedAt: now },
    expected,
  );
}

/** Deletes a saved filter that nothing uses. */
export async function deleteFilter(
  { store }: { store: Store },
  { caller, id, expected }: { caller: Caller; id: string; expected: Expected },
): Promise<{ kind: 'deleted' } | Refusal> {
  const { organisation } = caller;
  const [existing, access, uses] = await Promise.all([
    store.filters.get(organisation, id),
    loadAccessScope(store, caller),
    usesOfFilter(store, organisation, id),
  ]);
  if (existing === undefined) return { kind: 'not-found', what: 'filter', id };
  if (!mayChangeFilter(existing, access)) {
    return { kind: 'forbidden', detail: 'The filter belongs to another user.' };
  }
  const refused = refusalOfExpected(expected, existing.revision);
  if (refused) return refused;
  if (uses.length > 0) {
    return { kind: 'conflict', detail: `${describeFilterUses(uses)}.`, id: uses[0]?.id };
  }
  await store.filters.remove(organisation, id);
  return { kind: 'deleted' };
}
