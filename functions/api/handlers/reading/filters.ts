import type { filterOperations } from '#shared/contracts/api/filters.ts';
import { filterVocabulary } from '#shared/domain/filters/filter-vocabulary.ts';
import { loadKnownToFilter } from '#shared/use-cases/filters/known-to-filter.ts';
import { listFilters, readSavedFilter } from '#shared/use-cases/filters/read-filters.ts';
import { itemAnswer } from '../../route.ts';
import type { ReadingHandlers } from '../../reading-ports.ts';

export const filterHandlers: ReadingHandlers<typeof filterOperations> = {
  listFilterFields: async ({ store }, { caller, query: { over } }) => {
    const loaded = await loadKnownToFilter(store, caller.organisation, over);
    if (loaded.kind === 'invalid') return loaded;
    return { kind: 'ok', body: { fields: filterVocabulary(loaded.known.recordFields) } };
  },

  listFilters: async (ports, { caller, query }) => ({
    kind: 'ok',
    body: await listFilters(ports, { caller, ...query }),
  }),

  getFilter: async (ports, { caller, params: { id } }) => {
    const outcome = await readSavedFilter(ports, { caller, id });
    return outcome.kind === 'read' ? itemAnswer(outcome.item) : outcome;
  },
};
