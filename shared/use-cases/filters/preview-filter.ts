import type { SavedFilter } from '../../domain/filters/filter.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import type { Store } from '../../ports/store.ts';
import { walkFiltered } from './walk-filtered.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';
import { filteredWithin, type Filtered } from './filtered.ts';
import type { FactsStore } from './load-filter-facts.ts';
import { readSavedFilter } from './read-filters.ts';

/** What the first of those that a filter is over came to. `more`: there are others, which were not read. */
export type FilterPreview = { read: number; matching: number; more: boolean; examples: Filtered[] };

/** Leads or records read for one preview: some seconds at most. */
const MOST_READ = 1_000;
const MOST_EXAMPLES = 10;

/** Examples of what matches a saved filter and a count, over as much of what the caller can access as an answer allows. */
export async function previewFilter(
  ports: { store: FactsStore & Pick<Store, 'filters'> },
  { caller, id, now }: { caller: Caller; id: string; now: Instant },
): Promise<{ kind: 'previewed'; filter: SavedFilter; preview: FilterPreview } | Refusal> {
  const found = await readSavedFilter(ports, { caller, id });
  if (found.kind !== 'read') return found;
  const access = await loadAccessScope(ports.store, caller);
  const preview: FilterPreview = { read: 0, matching: 0, more: false, examples: [] };
  const pages = walkFiltered(filteredWithin(ports.store, found.item, access, now), { most: MOST_READ });
  for await (const { read, matching, cursor } of pages) {
    preview.read += read;
    preview.matching += matching.length;
    preview.examples.push(...matching.slice(0, MOST_EXAMPLES - preview.examples.length));
    preview.more = cursor !== undefined;
  }
  return { kind: 'previewed', filter: found.item, preview };
}
