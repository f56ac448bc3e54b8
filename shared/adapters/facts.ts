import type { Item } from '../contracts/stored/codec.ts';
import { decodeCursor, encodeCursor } from '../contracts/stored/cursor.ts';
import { decodeFacts, decodeNoted, encodeFacts, partitionOfFacts } from '../contracts/stored/facts.ts';
import { isLater } from '../contracts/stored/marks.ts';
import { shortKey } from '../domain/kernel/short-key.ts';
import type { Fact } from '../domain/statistics/facts.ts';
import type { Page } from '../ports/documents.ts';
import { InvalidCursorError } from '../ports/invalid-cursor-error.ts';
import type { ListRange } from './collection.ts';
import type { StatisticsTable } from './statistics-table.ts';

/** A fact with its record's place in a shard. */
export type PlacedFact = { fact: Fact; place: string };

/** Items read at once; each holds facts that were noted together. */
const ITEMS = 25;

/**
 * Notes what is behind one counter of a shard, from the first of these facts on: each item begins where the one before
 * ended, and bears the name of the record that it begins with. So whoever comes to this fact writes or finds the same
 * item, however the stream was cut: the first to write it decides how far it reaches, and it is counted whole.
 *
 * @param facts behind one counter, in the order of the shard, none of them counted yet
 * @returns how many are noted, and up to which place: further than these facts where somebody was there before
 */
export async function noteFacts(
  table: Pick<StatisticsTable, 'get' | 'put'>,
  shard: string,
  facts: readonly PlacedFact[],
): Promise<{ count: number; to: string | undefined }> {
  let count = 0;
  let to: string | undefined;
  let rest = facts;
  for (let [first] = rest; first !== undefined; [first] = rest) {
    const last = rest.at(-1)?.place ?? first.place;
    const name = shortKey(shard, ' ', first.place);
    const item = encodeFacts([first.fact, ...rest.slice(1).map(({ fact }) => fact)], name, last);
    const written = (await table.put(item, 'absent')) === 'written';
    const noted = written ? item : await table.get({ partition: item.partition, sort: item.sort });
    if (noted === undefined) throw new Error(`The facts ${item.partition} ${item.sort} are gone`);
    const { lines, to: end = last } = decodeNoted(noted);
    count += lines.length;
    to = end;
    rest = rest.filter(({ place }) => isLater(place, end));
  }
  return { count, to };
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
