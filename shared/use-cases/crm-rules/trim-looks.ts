import type { CrmRule } from '../../domain/crm/crm-rule.ts';
import { inChunks } from '../../domain/kernel/in-chunks.ts';
import { walkPages } from '../../ports/walk.ts';
import type { Store } from '../../ports/store.ts';

/** A look that came to nothing is kept while it is among so many of the newest of its rule. */
const KEPT = 200;
/** Looks read on one occasion at most; the rest is found on the next. */
const MOST_READ = 5_000;
const PAGE = 100;
const AT_ONCE = 20;

/**
 * Removes what a rule noted of records that it did not take, but for the newest: whom it took stays for good, the others
 * would be as many as there are records. Behind a page with nothing to remove there is no more, as only what is new stands
 * before it.
 */
export async function trimLooks(
  { store }: { store: Pick<Store, 'ruleLooks'> },
  { organisation, id }: Pick<CrmRule, 'organisation' | 'id'>,
): Promise<void> {
  const query = { index: 'byRule', of: id } as const;
  const read = walkPages((page) => store.ruleLooks.list(organisation, { ...page, query }), {
    limit: PAGE,
    most: MOST_READ,
  });
  let seen = 0;
  for await (const { items } of read) {
    const old = items.slice(Math.max(0, KEPT - seen)).filter(({ outcome }) => outcome === 'no-match');
    seen += items.length;
    await inChunks(old, AT_ONCE, (look) => store.ruleLooks.remove(organisation, look.id));
    if (seen > KEPT && old.length === 0) return;
  }
}
