import { readItem, type Codec, type Item } from '../contracts/stored/codec.ts';
import type { Documents, IndexQuery, Stored } from '../ports/documents.ts';
import type { StoreOf } from '../ports/store.ts';
import {
  indexKeysOf,
  inOrganisation,
  keysOf,
  type IndexDefinition,
  type ItemOf,
  type ItemTables,
  type Table,
} from '../tables/table.ts';

/** A table of documents and the form in which it holds them. */
export type Collection<T extends Stored, Index extends string = string> = {
  table: Table<T, Index>;
  codec: Codec<T>;
};

/** The codec of each table of a listing that holds documents: a table that has none is a type error. */
export type CodecsOf<Tables> = {
  [Name in keyof ItemTables<Tables>]: Codec<ItemOf<Tables[Name & keyof Tables]>>;
};

/** Opens the documents of a listing of tables, each in the same way, such as in DynamoDB. */
export function openTables<Tables extends object>(
  tables: Tables,
  codecs: CodecsOf<Tables>,
  open: <T extends Stored>(collection: Collection<T>) => Documents<T, string>,
): StoreOf<Tables> {
  const opened = Object.entries(codecs as Record<string, Codec<Stored>>).map(([name, codec]) => {
    const table = tables[name as keyof Tables] as unknown as Table<Stored>;
    return [name, open({ table, codec })];
  });
  return Object.fromEntries(opened) as StoreOf<Tables>;
}

/** Where a list reads: a partition of the table or of one of its indexes, from `from` to `upTo` in its order. */
export type ListRange = {
  index?: { name: string; definition: IndexDefinition } | undefined;
  partition: string;
  from?: string | undefined;
  upTo?: string | undefined;
};

/** Sorts after every text that begins like what it is put behind; keys are ASCII. */
const AFTER_ALL = '\uffff';

/** The item to store: keys, index keys and attributes, the undefined ones left out. */
export function toItem<T extends Stored>({ table, codec }: Collection<T>, value: T): Item {
  const attributes = { ...codec.encode(value), ...indexKeysOf(table, value) };
  return { ...attributes, ...keysOf(table, value.organisation, table.idOf(value)) };
}

/** The value that an item holds. @throws StoredItemError */
export function fromItem<T extends Stored>({ table, codec }: Collection<T>, item: Item): T {
  return readItem(table.name, codec, item);
}

/** Finds where to read a list. Asking a grouped table for all of an organisation is a bug, and thrown. */
export function rangeOfList(
  { name, indexes, group: grouped }: Pick<Table<never>, 'name' | 'indexes' | 'group'>,
  organisation: string,
  { query, group }: { query?: IndexQuery<string> | undefined; group?: string | undefined },
): ListRange {
  if (query !== undefined) {
    const definition = indexes[query.index];
    if (definition === undefined) throw new Error(`The table ${name} has no index ${query.index}`);
    return {
      index: { name: query.index, definition },
      partition: inOrganisation(organisation, query.of),
      from: query.from,
      upTo: query.upTo === undefined ? undefined : query.upTo + AFTER_ALL,
    };
  }
  if (grouped === undefined) return { partition: organisation };
  if (group === undefined) throw new Error(`${name} are listed by group or index only`);
  return { partition: inOrganisation(organisation, group) };
}
