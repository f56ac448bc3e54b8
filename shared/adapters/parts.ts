import { StoredItemError, type Item } from '../contracts/stored/codec.ts';
import { decodeCursor } from '../contracts/stored/cursor.ts';
import type { IndexEntry, Part, Stored } from '../ports/documents.ts';
import { InvalidCursorError } from '../ports/invalid-cursor-error.ts';
import { inOrganisation, type IndexDefinition, type Table } from '../tables/table.ts';
import { fromItem, indexOf, type ListRange } from './collection.ts';

/** The values of those items that can be read, and why the others cannot. */
export function readableOf<T extends Stored>(
  table: Table<T>,
  items: readonly Item[],
): { items: T[]; unreadable: Error[] } {
  const values: T[] = [];
  const unreadable: Error[] = [];
  for (const item of items) {
    try {
      values.push(fromItem(table, item));
    } catch (error) {
      if (!(error instanceof StoredItemError)) throw error;
      unreadable.push(error);
    }
  }
  return { items: values, unreadable };
}

/** An index that is read as a whole; another may not be, by what functions are permitted, and that is a bug. */
export function scannedIndexOf(
  table: Pick<Table<never>, 'name' | 'indexes'>,
  index: string,
): NonNullable<ListRange['index']> {
  const found = indexOf(table, index);
  if (found.definition.scanned !== true)
    throw new Error(`The index ${index} of ${table.name} is not read as a whole`);
  return found;
}

/** What an index holds of an item. */
export function entryOf({ partition, sort, ofStage, carries }: IndexDefinition, item: Item): IndexEntry {
  const [organisation = ''] = item.partition.split('#', 1);
  const [of, order] = [String(item[partition]), String(item[sort])];
  return {
    organisation,
    id: item.sort,
    of: ofStage === true ? of : of.slice(inOrganisation(organisation, '').length),
    order,
    carried: carries === undefined ? undefined : item[carries],
  };
}

/** The name of a part of a table or an index, to which its cursors are bound. */
export function partName(table: string, { number, of }: Part, index: ListRange['index']): string {
  return [table, index?.name, number, of].join(' ');
}

/** The keys after which a part is read on; undefined: from its beginning. @throws InvalidCursorError */
export function startOfPart(
  table: string,
  part: Part,
  index: ListRange['index'],
): Record<string, string> | undefined {
  if (part.cursor === undefined) return undefined;
  const { partition = 'partition', sort = 'sort' } = index?.definition ?? {};
  const names = [...new Set(['partition', 'sort', partition, sort])];
  const keys = decodeCursor(partName(table, part, index), part.cursor, names);
  if (keys === undefined) throw new InvalidCursorError();
  return keys;
}
