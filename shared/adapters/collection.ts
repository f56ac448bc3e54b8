import { readItem, type Item } from '../contracts/stored/codec.ts';
import { decodeCursor } from '../contracts/stored/cursor.ts';
import { InvalidCursorError } from '../ports/invalid-cursor-error.ts';
import type { Documents, IndexQuery, Stored } from '../ports/documents.ts';
import { bearing, newerAttributesOf } from '../ports/newer-attributes.ts';
import type { StoreOf } from '../ports/store.ts';
import { indexKeysOf, inOrganisation, keysOf, type IndexDefinition, type Table } from '../tables/table.ts';

/** Opens the documents of a listing of tables, each in the same way, such as in DynamoDB; others have ways of their own. */
export function openTables<Tables extends object>(
  tables: Tables,
  open: <T extends Stored>(table: Table<T>) => Documents<T, string>,
): StoreOf<Tables> {
  const opened = Object.entries(tables as Record<string, Table<Stored>>)
    .filter(([, table]) => 'codec' in table)
    .map(([name, table]) => [name, open(table)]);
  return Object.fromEntries(opened) as StoreOf<Tables>;
}

/** Where a list reads: a partition of the table or of one of its indexes, from `from` to `upTo` in its order. */
export type ListRange = {
  index?: { name: string; definition: IndexDefinition } | undefined;
  partition: string;
  from?: string | undefined;
  upTo?: string | undefined;
  /** In the opposite order, the last one first. */
  backwards?: true | undefined;
};

/** Sorts after every text that begins like what it is put behind; keys are ASCII. */
const AFTER_ALL = '\uffff';

/**
 * The item to store: keys, index keys and attributes, the undefined ones left out; and what a newer release wrote into
 * this very item, which a copy of it under another key does not take along.
 */
export function toItem<T extends Stored>(table: Table<T>, value: T): Item {
  const attributes = { ...table.codec.encode(value), ...indexKeysOf(table, value) };
  const keys = keysOf(table, value.organisation, table.idOf(value));
  const newer = newerAttributesOf(value);
  const isOwn = newer?.table === table.name && newer.partition === keys.partition && newer.sort === keys.sort;
  return { ...(isOwn && newer.attributes), ...attributes, ...keys };
}

/** The value that an item holds, bearing what it does not know of it. @throws StoredItemError */
export function fromItem<T extends Stored>(table: Table<T>, item: Item): T {
  const { name, codec } = table;
  const value = readItem(name, codec, item);
  const known = knownOf(table);
  const unknown = Object.keys(item).filter((attribute) => !known.has(attribute));
  if (unknown.length === 0) return value;
  const attributes = Object.fromEntries(unknown.map((attribute) => [attribute, item[attribute]]));
  return bearing(value, { table: name, partition: item.partition, sort: item.sort, attributes });
}

const known = new WeakMap<object, ReadonlySet<string>>();

/** Every attribute of a table's items that this release knows. */
function knownOf<T extends Stored>(table: Table<T>): ReadonlySet<string> {
  const before = known.get(table);
  if (before !== undefined) return before;
  const ofIndexes = Object.values<IndexDefinition>(table.indexes).flatMap(({ partition, sort }) => [
    partition,
    sort,
  ]);
  const names = new Set(['partition', 'sort', ...table.codec.names, ...ofIndexes]);
  known.set(table, names);
  return names;
}

/** An index of a table; naming one that is not there is a bug, and thrown. */
export function indexOf(
  { name, indexes }: Pick<Table<never>, 'name' | 'indexes'>,
  index: string,
): NonNullable<ListRange['index']> {
  const definition = indexes[index];
  if (definition === undefined) throw new Error(`The table ${name} has no index ${index}`);
  return { name: index, definition };
}

/** Finds where to read a list. Asking a grouped table for all of an organisation is a bug, and thrown. */
export function rangeOfList(
  table: Pick<Table<never>, 'name' | 'indexes' | 'group'>,
  organisation: string,
  of: {
    query?: IndexQuery<string> | undefined;
    group?: string | undefined;
    backwards?: true | undefined;
  },
): ListRange {
  const { query, group, ...order } = of;
  if (query !== undefined) {
    return {
      ...order,
      index: indexOf(table, query.index),
      partition: inOrganisation(organisation, query.of),
      from: query.from,
      upTo: query.upTo === undefined ? undefined : query.upTo + AFTER_ALL,
    };
  }
  if (table.group === undefined) return { ...order, partition: organisation };
  if (group === undefined) throw new Error(`${table.name} are listed by group or index only`);
  return { ...order, partition: inOrganisation(organisation, group) };
}

/** Where the items of one group from one id to another lie. */
export function rangeBetween(
  table: Pick<Table<never>, 'group' | 'sort'>,
  organisation: string,
  from: string,
  upTo: string,
): ListRange {
  const { partition, sort } = keysOf(table, organisation, from);
  return { partition, from: sort, upTo: keysOf(table, organisation, upTo).sort };
}

/** The name of a list, to which its cursors are bound. */
export function listName(table: string, { index, partition, from, upTo, backwards }: ListRange): string {
  return [table, index?.name, partition, from, upTo, ...(backwards ? ['backwards'] : [])].join(' ');
}

/**
 * The keys after which a list goes on; undefined: from its beginning. The database trusts them only where they lie in
 * what is listed, so that others are refused here.
 * @throws InvalidCursorError
 */
export function startOfList(
  table: string,
  range: ListRange,
  cursor: string | undefined,
): Record<string, string> | undefined {
  if (cursor === undefined) return undefined;
  const { partition = 'partition', sort = 'sort' } = range.index?.definition ?? {};
  const names = [...new Set(['partition', 'sort', partition, sort])];
  const keys = decodeCursor(listName(table, range), cursor, names);
  const order = keys?.[sort];
  if (
    keys === undefined ||
    order === undefined ||
    keys[partition] !== range.partition ||
    (range.from !== undefined && order < range.from) ||
    (range.upTo !== undefined && order > range.upTo)
  ) {
    throw new InvalidCursorError();
  }
  return keys;
}
