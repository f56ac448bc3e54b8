import { listName, startOfList, type ListRange } from '#shared/adapters/collection.ts';
import type { Item, Keys } from '#shared/contracts/stored/codec.ts';
import { encodeCursor } from '#shared/contracts/stored/cursor.ts';
import { partName, startOfPart } from '#shared/adapters/parts.ts';
import type { Page, Part } from '#shared/ports/documents.ts';
import { itemSize } from '../item-size.ts';
import { refuseAsDynamoDb } from './refused-by-dynamodb.ts';
import { tableDefinitions, type TableName } from '#shared/tables/tables.ts';

/** A write that took effect. */
export type Change = { table: TableName; item: Item; before: Item | undefined };

/** Items of a page of a part: few, so that tests meet several pages. */
const PART_PAGE = 50;

/** As much as one query of DynamoDB reads: the item that reaches it is the last one of the page. */
const QUERY_BYTES = 1024 * 1024;

type Row = { partition: string; order: string; item: Item };

/** Rows of a table or an index by partition, each partition in order. */
class Ordered {
  readonly #partitions = new Map<string, Row[]>();
  readonly #keys: { partition: string; sort: string };

  constructor(keys: { partition: string; sort: string }) {
    this.#keys = keys;
  }

  add(item: Item): void {
    const row = this.#rowOf(item);
    if (row === undefined) return;
    const rows = this.#partitions.get(row.partition) ?? [];
    this.#partitions.set(row.partition, rows);
    rows.splice(rankOf(rows, row), 0, row);
  }

  delete(item: Item): void {
    const row = this.#rowOf(item);
    const rows = row === undefined ? undefined : this.#partitions.get(row.partition);
    if (row !== undefined && rows !== undefined) rows.splice(rankOf(rows, row), 1);
  }

  rows(partition: string): readonly Row[] {
    return this.#partitions.get(partition) ?? [];
  }

  /** Items without the key attributes are not in an index. */
  #rowOf(item: Item): Row | undefined {
    const partition = item[this.#keys.partition];
    const order = item[this.#keys.sort];
    if (typeof partition !== 'string' || typeof order !== 'string') return undefined;
    return { partition, order, item };
  }
}

/** A table of DynamoDB as far as the store uses one, in memory. */
export class MemoryTable {
  readonly #name: TableName;
  readonly #items = new Map<string, Item>();
  readonly #ordered = new Ordered({ partition: 'partition', sort: 'sort' });
  readonly #indexes: Map<string, Ordered>;
  #written: (change: Change) => void;

  /** @param stored what is in it from the start: nobody is told that it was written */
  constructor(name: TableName, written: (change: Change) => void, stored: readonly Item[] = []) {
    this.#name = name;
    const { indexes } = tableDefinitions[name];
    this.#indexes = new Map(Object.entries(indexes).map(([index, keys]) => [index, new Ordered(keys)]));
    this.#written = () => undefined;
    for (const item of stored) this.put(item, 'absent');
    this.#written = written;
  }

  get(keys: Keys): Item | undefined {
    return this.#items.get(keyOf(keys));
  }

  put(item: Item, expected: 'absent' | number): 'written' | 'conflict' {
    refuseAsDynamoDb(item);
    const before = this.get(item);
    if (expected === 'absent' ? before !== undefined : before?.revision !== expected) return 'conflict';
    const stored = copied(item) as Item;
    for (const order of [this.#ordered, ...this.#indexes.values()]) {
      if (before !== undefined) order.delete(before);
      order.add(stored);
    }
    this.#items.set(keyOf(stored), stored);
    this.#written({ table: this.#name, item: stored, before });
    return 'written';
  }

  remove(keys: Keys): void {
    const before = this.get(keys);
    if (before === undefined) return;
    for (const order of [this.#ordered, ...this.#indexes.values()]) order.delete(before);
    this.#items.delete(keyOf(keys));
  }

  query(range: ListRange, limit: number, cursor: string | undefined): Page<Item> {
    const keys = startOfList(this.#name, range, cursor);
    const { partition = 'partition', sort = 'sort' } = range.index?.definition ?? {};
    if (keys !== undefined && keys[partition] !== range.partition)
      throw new Error('ValidationException: The provided starting key is invalid');
    const start = keys && { order: keys[sort], partition: keys['partition'], sort: keys['sort'] };
    const ordered = range.index === undefined ? this.#ordered : this.#indexes.get(range.index.name);
    const all = ordered?.rows(range.partition) ?? [];
    const rows = (range.backwards ? all.toReversed() : all).filter(
      ({ order, item }) =>
        (range.from === undefined || order >= range.from) &&
        (range.upTo === undefined || order <= range.upTo) &&
        (start === undefined || isBehind({ order, item }, start, range.backwards)),
    );
    // Of an index its keys alone are read: they are never that long.
    const asked = rows.slice(0, limit);
    const items = range.index === undefined ? asked.slice(0, rowsWithin(QUERY_BYTES, asked)) : asked;
    const last = items.at(-1);
    if (last === undefined || rows.length === items.length) return { items: items.map(({ item }) => item) };
    const { order, item } = last;
    const position = {
      partition: item.partition,
      sort: item.sort,
      [partition]: range.partition,
      [sort]: order,
    };
    const next = encodeCursor(listName(this.#name, range), position);
    return { items: items.map((row) => row.item), cursor: next };
  }

  /** A page of one part of the table or of an index, as DynamoDB cuts it: by the hash of the partition. */
  part(part: Part, index?: ListRange['index']): Page<Item> {
    const { partition = 'partition', sort = 'sort' } = index?.definition ?? {};
    const start = startOfPart(this.#name, part, index);
    const named = (item: Item) =>
      [...new Set(['partition', 'sort', partition, sort])].map((key) => [key, item[key]]);
    const placeOf = (item: object) =>
      JSON.stringify([
        hashOf(item, partition),
        ...[partition, sort, 'sort'].map((key) => (item as Item)[key]),
      ]);
    const items = this.all()
      .filter((item) => typeof item[partition] === 'string' && typeof item[sort] === 'string')
      .filter((item) => hashOf(item, partition) % part.of === part.number)
      .map((item) => ({ item, place: placeOf(item) }))
      .filter(({ place }) => start === undefined || place > placeOf(start))
      .toSorted((a, b) => (a.place < b.place ? -1 : 1))
      .map(({ item }) => item);
    const page = items.slice(0, PART_PAGE);
    const last = page.at(-1);
    if (last === undefined || items.length <= PART_PAGE) return { items: page };
    const position = Object.fromEntries(named(last)) as Record<string, string>;
    return { items: page, cursor: encodeCursor(partName(this.#name, part, index), position) };
  }

  all(): Item[] {
    return [...this.#items.values()];
  }
}

/** An own copy without undefined values, as a database would hold it. */
function copied(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Uint8Array) return value.slice();
  if (Array.isArray(value)) return value.map(copied);
  const held = Object.entries(value).filter(([, of]) => of !== undefined);
  return Object.fromEntries(held.map(([name, of]) => [name, copied(of)]));
}

/** Some number of a partition, the same for the same one. */
function hashOf(item: object, partition: string): number {
  let hash = 0;
  for (const letter of String((item as Item)[partition]))
    hash = (hash * 31 + letter.charCodeAt(0)) % 1_000_003;
  return hash;
}

function keyOf({ partition, sort }: Keys): string {
  return `${partition} ${sort}`;
}

/** How many of the rows are read before a query ends by their size. */
function rowsWithin(bytes: number, rows: readonly Row[]): number {
  let read = 0;
  const last = rows.findIndex(({ item }) => (read += itemSize(item)) >= bytes);
  return last < 0 ? rows.length : last + 1;
}

/** Where a row is, or would go: by order, then by the table's own keys. */
function rankOf(rows: readonly Row[], row: Row): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = rows[middle];
    if (other !== undefined && isAfter(row, { order: other.order, ...other.item })) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether a row comes behind a place in the order that is read in. */
function isBehind(
  row: Pick<Row, 'order' | 'item'>,
  place: Record<string, unknown>,
  backwards?: true,
): boolean {
  return backwards
    ? isAfter({ order: String(place.order), item: place as Item }, { order: row.order, ...row.item })
    : isAfter(row, place);
}

function isAfter({ order, item }: Pick<Row, 'order' | 'item'>, than: Record<string, unknown>): boolean {
  const mine = [order, item.partition, item.sort];
  const theirs = [String(than.order), String(than.partition), String(than.sort)];
  const differing = mine.findIndex((text, index) => text !== theirs[index]);
  return differing !== -1 && (mine[differing] ?? '') > (theirs[differing] ?? '');
}
