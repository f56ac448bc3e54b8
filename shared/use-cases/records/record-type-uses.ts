import { recordTypesAsked } from '../../domain/filters/records-asked.ts';
import type { Store } from '../../ports/store.ts';
import { listAll } from '../list-all.ts';

/** What is about the records of a type: a saved filter, or the automation that follows one. */
export type RecordTypeUse = { what: 'automation' | 'filter'; id: string; name: string };

/** The filters that are over the records of a type or ask about them, and the automations with these; automations first, since they act. */
export async function usesOfRecordType(
  store: Pick<Store, 'filters' | 'automations'>,
  organisation: string,
  typeId: string,
): Promise<RecordTypeUse[]> {
  const over = (await listAll(store.filters, organisation)).filter(
    (saved) => saved.over === typeId || recordTypesAsked(saved.filter).includes(typeId),
  );
  if (over.length === 0) return [];
  const ids = new Set(over.map(({ id }) => id));
  const automations = (await listAll(store.automations, organisation)).filter(({ filterId }) =>
    ids.has(filterId),
  );
  return [
    ...automations.map(({ id, name }) => ({ what: 'automation' as const, id, name })),
    ...over.map(({ id, name }) => ({ what: 'filter' as const, id, name })),
  ];
}

/** The uses in words, for the sentence of a refusal. */
export function describeUses(uses: readonly RecordTypeUse[]): string {
  const shown = uses.slice(0, 5).map(({ what, name }) => `the ${what} “${name}”`);
  const more = uses.length > shown.length ? ` and ${uses.length - shown.length} more` : '';
  return shown.join(', ') + more;
}
