import { inChunks } from '../../domain/kernel/in-chunks.ts';
import type { Store } from '../../ports/store.ts';

/** What is removed at once: within the time of a request. */
const SLICE = 500;
const PAGE = 100;
const AT_ONCE = 20;

/** Removes a slice of what a deleted rule noted, and the rule when nothing of that is left. */
export async function clearDeletedRule(
  { store }: { store: Pick<Store, 'crmRules' | 'ruleLooks'> },
  { organisation, id }: { organisation: string; id: string },
): Promise<void> {
  for (let removed = 0; removed < SLICE; removed += PAGE) {
    const { items, cursor } = await store.ruleLooks.list(organisation, { limit: PAGE, group: id });
    await inChunks(items, AT_ONCE, (look) => store.ruleLooks.remove(organisation, look.id));
    if (cursor !== undefined) continue;
    await store.crmRules.remove(organisation, id);
    return;
  }
}
