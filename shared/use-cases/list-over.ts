import type { Page, PageRequest } from '../ports/documents.ts';
import { InvalidCursorError } from '../ports/invalid-cursor-error.ts';

/** How many reads of the store a page may still cost. Lists that share one bound the time of a request together. */
export type ReadBudget = { left: number };

/**
 * One list made of several lists, one after the other by key, such as the leads of several users. Its cursor names the
 * key it stopped at, so that a key which comes or goes in between disturbs no other's part. It stops early, with a
 * cursor, when the budget is used up.
 *
 * @throws InvalidCursorError
 */
export async function listOver<T>(
  keys: Iterable<string>,
  { limit, cursor = '', budget }: PageRequest & { budget?: ReadBudget | undefined },
  listOne: (key: string, options: PageRequest) => Promise<Page<T>>,
): Promise<Page<T>> {
  const separator = cursor.indexOf('~');
  if (cursor !== '' && separator < 0) throw new InvalidCursorError();
  const startAt = cursor.slice(0, Math.max(separator, 0));
  const within = separator < 0 || separator === cursor.length - 1 ? undefined : cursor.slice(separator + 1);
  const items: T[] = [];
  for (const key of [...keys].toSorted().filter((each) => each >= startAt)) {
    if (items.length >= limit || budget?.left === 0) return { items, cursor: `${key}~` };
    const page = await listOne(key, {
      limit: limit - items.length,
      cursor: key === startAt ? within : undefined,
    });
    items.push(...page.items);
    if (page.cursor !== undefined) return { items, cursor: `${key}~${page.cursor}` };
  }
  return { items };
}
