import type { Item } from '../contracts/stored/codec.ts';
import { decodeCursor, encodeCursor } from '../contracts/stored/cursor.ts';
import { decodeFacts, encodeFacts, partitionOfFacts } from '../contracts/stored/facts.ts';
import type { Fact } from '../domain/statistics/facts.ts';
import type { Page } from '../ports/documents.ts';
import { InvalidCursorError } from '../ports/invalid-cursor-error.ts';
import type { ListRange } from './collection.ts';
import { batchName } from './statistics.ts';

/** Items read at once; each holds the facts of one batch. */
const ITEMS = 25;

/** The items of a batch of facts, one for each counter; the same batch gives the same items. */
export function factItems(facts: readonly Fact[], batch: string): Item[] {
  return [...Map.groupBy(facts, partitionOfFacts).values()].flatMap((behind) => {
    const [first, ...rest] = behind.toSorted((a, b) => (a.at < b.at ? -1 : 1));
    return first === undefined ? [] : [encodeFacts([first, ...rest], batchName(batch))];
  });
}

/** A page of the facts behind one counter. Its cursor is the item that it ended in, and how many of it are behind. */
export async function pageOfFacts(
  of: Pick<Fact, 'organisation' | 'sequenceId' | 'step' | 'counter'>,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
  query: (range: ListRange, limit: number, cursor: string | undefined) => Promise<Page<Item>>,
): Promise<Page<Fact>> {
  const partition = partitionOfFacts(of);
  const list = `facts ${partition}`;
  const start = cursor === undefined ? undefined : decodeCursor(list, cursor, ['sort', 'behind']);
  if (cursor !== undefined && !/^\d{1,6}$/.test(start?.['behind'] ?? '')) throw new InvalidCursorError();
  const range = { partition, from: start?.['sort'] };
  const found: Fact[] = [];
  let next: string | undefined;
  do {
    const page = await query(range, ITEMS, next);
    for (const item of page.items) {
      const facts = decodeFacts(item);
      const behind = item.sort === start?.['sort'] ? Number(start['behind']) : 0;
      const wanted = facts.slice(behind, behind + limit - found.length);
      found.push(...wanted);
      if (behind + wanted.length < facts.length) {
        const ended = { sort: item.sort, behind: String(behind + wanted.length) };
        return { items: found, cursor: encodeCursor(list, ended) };
      }
    }
    next = page.cursor;
  } while (next !== undefined);
  return { items: found };
}
