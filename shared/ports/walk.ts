import type { Page, PageRequest } from './documents.ts';

/** How to walk a list: in pages of `limit`, from `cursor` on, ending with the page in which `most` items were read. */
type Walk = { limit?: number; cursor?: string | undefined; most?: number };

/** Items read at once: as much as fits into memory and into a moment, whatever the list. */
const PAGE = 100;

/** The pages of a list, one after the other: each is asked for when the one before was worked off. */
export async function* walkPages<T>(
  read: (request: PageRequest) => Promise<Page<T>>,
  { limit = PAGE, cursor, most = Infinity }: Walk = {},
): AsyncGenerator<Page<T>, void, undefined> {
  let left = most;
  let at = cursor;
  do {
    const page = await read({ limit: Math.min(limit, left), cursor: at });
    yield page;
    left -= page.items.length;
    at = page.cursor;
  } while (at !== undefined && left > 0);
}

/** The items of a list, one after the other, read page by page. */
export async function* walk<T>(
  read: (request: PageRequest) => Promise<Page<T>>,
  how?: Walk,
): AsyncGenerator<T, void, undefined> {
  for await (const { items } of walkPages(read, how)) yield* items;
}
