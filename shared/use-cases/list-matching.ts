import type { Page, PageRequest } from '../ports/documents.ts';
import type { ReadBudget } from './list-over.ts';

/** Reads of one page at most: what a filter leaves out is read over, within the time of a request. */
const MOST_READS = 30;

/**
 * A page of what matches in a list: reads on past what does not until the page is full or the list ends. Where very
 * little matches it stops early, with a cursor to go on by.
 *
 * @param budget shared with other lists of the same page; else there is one of its own.
 */
export async function listMatching<T>(
  { limit, cursor, budget = { left: MOST_READS } }: PageRequest & { budget?: ReadBudget | undefined },
  read: (options: PageRequest) => Promise<Page<T>>,
  matches: (item: T) => boolean,
): Promise<Page<T>> {
  const items: T[] = [];
  let at = cursor;
  while (budget.left > 0) {
    budget.left -= 1;
    const page = await read({ limit: limit - items.length, cursor: at });
    items.push(...page.items.filter(matches));
    at = page.cursor;
    if (at === undefined || items.length >= limit) break;
  }
  return at === undefined ? { items } : { items, cursor: at };
}
