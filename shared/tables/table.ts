import type { Codec } from '../contracts/stored/codec.ts';

/** What an item needs to be stored: whose it is. */
type Owned = { organisation: string };

/** A table as the stacks make it. Every table has the string keys `partition` and `sort`. */
export type TableDefinition = {
  /** Its name in a stage, such as `lane-days`. */
  name: string;
  /** Whether its changes can be followed. */
  stream: boolean;
  /** Attribute in seconds of Unix time after which DynamoDB may drop an item, up to two days late: it times nothing. */
  expires?: string | undefined;
  indexes: Readonly<Record<string, IndexDefinition>>;
};

/**
 * A secondary index: names of its key attributes; the attribute `sort` gives it the order of the table. Items without
 * the attributes are not in it; it holds keys alone, and one attribute more where `carries` names it.
 */
export type IndexDefinition = {
  partition: string;
  sort: string;
  carries?: string | undefined;
  /** Its partitions are those of the whole stage: it is not listed by organisation. */
  ofStage?: true;
  /** It is read as a whole, through all organisations, which is a permission of its own. */
  scanned?: true;
};

/** An index, and where in it an item is. */
type TableIndex<T> = IndexDefinition & {
  /** The user, sequence, lane … under which the item is in the index; undefined: it is not in it. */
  of(item: T): string | undefined;
  /** Its place in the order, where that is not an attribute of its own. */
  order?(item: T): string | undefined;
};

/** A table of items of one kind: how it holds an item, and where. All of it is pure. */
export type Table<T extends Owned, Index extends string = string> = Omit<TableDefinition, 'indexes'> & {
  codec: Codec<T>;
  indexes: Readonly<Record<Index, TableIndex<T>>>;
  idOf(item: T): string;
  /** Under what of the organisation an item lies; absent: all of the organisation lie side by side. */
  group?: ((id: string) => string) | undefined;
  /** Where among those it lies. */
  sort(id: string): string;
};

/** The kind of item that a table holds. */
export type ItemOf<Entry> = Entry extends { codec: Codec<infer T> } ? T : never;

/** The names of the indexes of a table. */
export type IndexOf<Entry> = Entry extends { indexes: Readonly<Record<infer Index extends string, unknown>> }
  ? Index
  : never;

/** Those of a listing that hold items of one kind each; the others are read and written in ways of their own. */
export type ItemTables<Tables> = {
  [Name in keyof Tables as ItemOf<Tables[Name]> extends never ? never : Name]: Tables[Name];
};

/** What an entry of a table says; what is left out is as most tables have it. */
type Entry<T extends Owned, Name extends string, Index extends string> = {
  name: Name;
  /** How an item is stored. */
  codec: Codec<T>;
  stream?: boolean;
  expires?: string;
  indexes?: Readonly<Record<Index, TableIndex<T>>>;
  group?: (id: string) => string;
  sort?: (id: string) => string;
  /** How items are told apart; absent: by their `id`. */
  idOf?: (item: T) => string;
} & (T extends { id: string } ? unknown : { idOf: unknown });

/** Makes an entry. */
export function table<T extends Owned, const Name extends string, Index extends string = never>({
  stream = false,
  indexes = {} as Record<Index, TableIndex<T>>,
  sort = (id) => id,
  idOf = (item) => (item as T & { id: string }).id,
  ...entry
}: Entry<T, Name, Index>): Table<T, Index> & { name: Name } {
  return { ...entry, stream, indexes, sort, idOf };
}

/** What comes before the first dot of an id: the lead, of enrollments and tasks. */
export function beforeDot(id: string): string {
  return id.split('.', 1)[0] ?? id;
}

/** The value of a partition: the organisation, and what in it the items are by. */
export function inOrganisation(organisation: string, of: string): string {
  return `${organisation}#${of}`;
}

/** The keys of the item with this id. */
export function keysOf(
  { group, sort }: Pick<Table<never>, 'group' | 'sort'>,
  organisation: string,
  id: string,
): { partition: string; sort: string } {
  return {
    partition: group === undefined ? organisation : inOrganisation(organisation, group(id)),
    sort: sort(id),
  };
}

/** The key attributes of the indexes that an item is in. */
export function indexKeysOf<T extends Owned>(
  { indexes }: Pick<Table<T>, 'indexes'>,
  item: T,
): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const index of Object.values(indexes)) {
    const of = index.of(item);
    if (of === undefined) continue;
    attributes[index.partition] = index.ofStage === true ? of : inOrganisation(item.organisation, of);
    const order = index.order?.(item);
    if (order !== undefined) attributes[index.sort] = order;
  }
  return attributes;
}
