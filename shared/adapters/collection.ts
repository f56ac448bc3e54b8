import { tables, type IndexDefinition, type TableName } from '../config/tables.ts';
import { readItem, type Codec, type Item, type Keys } from '../contracts/stored/codec.ts';
import type { Documents, IndexQuery, Stored } from '../ports/documents.ts';
import type { Store } from '../ports/store.ts';

/** Where a collection's items are, as pure functions that every implementation of the store shares. */
export type Collection<T extends Stored, Index extends string = never> = {
  table: TableName;
  codec: Codec<T>;
  /** Keys of the item with this id. */
  keys: (organisation: string, id: string) => Keys;
  idOf(item: T): string;
  /** Partition of a `group`; undefined: items are listed for the whole organisation instead. */
  partitionOfGroup?: ((organisation: string, group: string) => string) | undefined;
  /** Key attributes of the indexes that the item is in. */
  indexKeys(item: T): Record<string, string>;
  /** Names of the indexes, so that a query for another one is a type error. */
  indexes: readonly Index[];
};

/** The parts of the store that are collections of documents. */
export type CollectionName = Exclude<keyof Store, 'activities' | 'statistics'>;

/** The collection behind one of them. */
export type CollectionOf<Name extends CollectionName> =
  Store[Name] extends Documents<infer T, infer Index> ? Collection<T, Index> : never;

/** Items that lie side by side by organisation, sorted by id. */
export function byOrganisation<T extends Stored & { id: string }>(
  table: TableName,
  codec: Codec<T>,
): Collection<T> {
  return {
    table,
    codec,
    keys: (organisation, id) => ({ partition: organisation, sort: id }),
    idOf: ({ id }) => id,
    indexKeys: () => ({}),
    indexes: [],
  };
}

/** What comes before the first dot of an id: the lead, of enrollments and tasks. */
export function beforeDot(id: string): string {
  return id.split('.', 1)[0] ?? id;
}

/** Where a list reads: a partition of the table or of one of its indexes, from `from` to `upTo` in its order. */
export type ListPlace = {
  index?: { name: string; definition: IndexDefinition } | undefined;
  partition: string;
  from?: string | undefined;
  upTo?: string | undefined;
};

/** Sorts after every text that begins like what it is put behind; keys are ASCII. */
const AFTER_ALL = '\uffff';

/** The item to store: keys, index keys and attributes, the undefined ones left out. */
export function toItem<T extends Stored>(collection: Collection<T, string>, value: T): Item {
  const attributes = { ...collection.codec.encode(value), ...collection.indexKeys(value) };
  return { ...attributes, ...collection.keys(value.organisation, collection.idOf(value)) };
}

/** The value that an item holds. @throws StoredItemError */
export function fromItem<T extends Stored>(collection: Collection<T, string>, item: Item): T {
  return readItem(collection.table, collection.codec, item);
}

/** The value of an index partition: the organisation, and what the index is by. */
export function inOrganisation(organisation: string, of: string): string {
  return `${organisation}#${of}`;
}

/** Finds where to read a list. Asking a grouped collection for all of an organisation is a bug, and thrown. */
export function placeOfList<T extends Stored, Index extends string>(
  collection: Collection<T, Index>,
  organisation: string,
  { query, group }: { query?: IndexQuery<Index> | undefined; group?: string | undefined },
): ListPlace {
  if (query !== undefined) {
    const definition = indexOf(collection.table, query.index);
    return {
      index: { name: query.index, definition },
      partition: inOrganisation(organisation, query.of),
      from: query.from,
      upTo: query.upTo === undefined ? undefined : query.upTo + AFTER_ALL,
    };
  }
  if (collection.partitionOfGroup === undefined) return { partition: organisation };
  if (group === undefined) throw new Error(`${collection.table} are listed by group or index only`);
  return { partition: collection.partitionOfGroup(organisation, group) };
}

function indexOf(table: TableName, name: string): IndexDefinition {
  const indexes: Readonly<Record<string, IndexDefinition>> = tables[table].indexes;
  const definition = indexes[name];
  if (definition === undefined) throw new Error(`The table ${table} has no index ${name}`);
  return definition;
}
