import type { FilteredPage, ReadFiltered } from './filtered.ts';

/** Read at once: as many as one batch of each kind of fact takes. */
const PAGE = 100;

/**
 * The pages of what matches, one after the other, from `cursor` on, until `most` were asked for: a page that holds fewer
 * counts as a whole one, so that reading over what is not seen ends as well.
 */
export async function* walkFiltered<Item>(
  read: ReadFiltered<Item>,
  { cursor, most }: { cursor?: string | undefined; most: number },
): AsyncGenerator<FilteredPage<Item>, void, undefined> {
  let at = cursor;
  for (let left = most; left > 0;) {
    const limit = Math.min(PAGE, left);
    const page = await read({ limit, cursor: at });
    yield page;
    left -= limit;
    at = page.cursor;
    if (at === undefined) return;
  }
}
