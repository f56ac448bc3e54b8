import { EVERY_ORGANISATION, type Hold } from '../../domain/holds/hold.ts';
import type { Store } from '../../ports/store.ts';

/** Holds of one organisation, or of the stage, that are read at most: one a scope. */
const MOST = 1_000;

/** The holds of an organisation and of the stage, those that are over among them (F10). */
export async function loadHolds(
  store: { holds: Pick<Store['holds'], 'list'> },
  organisation: string,
): Promise<Hold[]> {
  const pages = await Promise.all([
    store.holds.list(organisation, { limit: MOST }),
    store.holds.list(EVERY_ORGANISATION, { limit: MOST }),
  ]);
  return pages.flatMap(({ items }) => items);
}
