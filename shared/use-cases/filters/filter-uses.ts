import { isActive } from '../../domain/automations/automation.ts';
import type { Store } from '../../ports/store.ts';
import { listAll } from '../list-all.ts';

/** What uses a saved filter. While it `locks`, the filter is not changed; while it is there at all, not deleted. */
export type FilterUse = { what: string; id: string; name: string; locks: boolean };

type Asks = (store: Store, organisation: string, filterId: string) => Promise<FilterUse[]>;

/** Whoever may use filters, each asked for those of one filter. Lists and jobs keep none: jobs bear a copy of theirs. */
const users: readonly Asks[] = [automationsWith];

/** Everything that uses a saved filter. */
export async function usesOfFilter(
  store: Store,
  organisation: string,
  filterId: string,
): Promise<FilterUse[]> {
  const uses = await Promise.all(users.map((ask) => ask(store, organisation, filterId)));
  return uses.flat();
}

/** The uses in words, for the sentence of a refusal. */
export function describeFilterUses(uses: readonly FilterUse[]): string {
  const shown = uses.slice(0, 5).map(({ what, name }) => `the ${what} “${name}”`);
  const more = uses.length > shown.length ? ` and ${uses.length - shown.length} more` : '';
  return `It is used by ${shown.join(', ')}${more}`;
}

/** The automations that are for what a filter matches; those that run lock it (E7). */
async function automationsWith(store: Store, organisation: string, filterId: string): Promise<FilterUse[]> {
  const automations = await listAll(store.automations, organisation);
  return automations
    .filter((automation) => automation.filterId === filterId)
    .map((automation) => ({
      what: 'automation',
      id: automation.id,
      name: automation.name,
      locks: isActive(automation),
    }));
}
