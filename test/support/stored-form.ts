import { fromItem, toItem } from '#shared/adapters/collection.ts';
import type { Item } from '#shared/contracts/stored/codec.ts';
import type { Stored } from '#shared/ports/documents.ts';
import type { ItemOf, ItemTables, Table } from '#shared/tables/table.ts';
import { tables } from '#shared/tables/tables.ts';

type Name = keyof ItemTables<typeof tables>;
type Of<Each extends Name> = ItemOf<(typeof tables)[Each]>;

const tableOf = (name: Name) => tables[name] as unknown as Table<Stored>;

/** The item that a table holds for a value. */
export const storedForm = <Each extends Name>(name: Each, value: Of<Each>): Item =>
  toItem(tableOf(name), value);

/** The value that a table reads from an item. @throws StoredItemError */
export const readStored = <Each extends Name>(name: Each, item: Item): Of<Each> =>
  fromItem(tableOf(name), item) as Of<Each>;
