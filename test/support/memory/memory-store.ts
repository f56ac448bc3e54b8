import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import { activityItem, rangeOfActivities } from '#shared/adapters/activities.ts';
import { fromItem, openTables, rangeBetween, rangeOfList, toItem } from '#shared/adapters/collection.ts';
import { entryOf, readableOf, scannedIndexOf } from '#shared/adapters/parts.ts';
import { statisticsOver } from '#shared/adapters/statistics.ts';
import type { StatisticsTable } from '#shared/adapters/statistics-table.ts';
import type { Item } from '#shared/contracts/stored/codec.ts';
import { activityCodec } from '#shared/contracts/stored/activity.ts';
import { withCounts } from '#shared/contracts/stored/statistics.ts';
import { counters } from '#shared/domain/statistics/statistics.ts';
import type { Documents, Stored } from '#shared/ports/documents.ts';
import type { Activities, Store } from '#shared/ports/store.ts';
import { keysOf, type Table } from '#shared/tables/table.ts';
import { tableDefinitions, tables, type TableName } from '#shared/tables/tables.ts';
import { MemoryTable, type Change } from './memory-table.ts';

/** What an addition changes of an item of statistics. */
const addedTo = z.object({
  revision: z.number(),
  counts: z.partialRecord(z.enum(counters), z.number()),
  marks: z.optional(z.record(z.string(), z.string())),
});

/** The tables of a store in memory, in which everything can be seen as it is stored. */
export type MemoryTables = Record<TableName, MemoryTable>;

/**
 * The store in memory: the same keys, codecs and conditions as the one in DynamoDB.
 * @param written called with every write that took effect, as a table's stream would.
 * @param stored what is in the tables already, as another release may have stored it.
 * @param all the tables it is over, to look into them.
 */
export function memoryStore(
  written: (change: Change) => void = () => undefined,
  stored: Partial<Record<TableName, readonly Item[]>> = {},
  all: MemoryTables = memoryTables(written, stored),
): Store {
  return {
    ...openTables(tables, (entry) => documents(all[entry.name as TableName], entry)),
    activities: activities(all.activities),
    statistics: statisticsOver(statisticsTable(all.statistics)),
  };
}

/** Tables in memory, each with its stream and what is in it from the start. */
export function memoryTables(
  written: (change: Change) => void = () => undefined,
  stored: Partial<Record<TableName, readonly Item[]>> = {},
): MemoryTables {
  const names = Object.keys(tableDefinitions) as TableName[];
  return Object.fromEntries(
    names.map((name) => [name, new MemoryTable(name, written, stored[name])]),
  ) as MemoryTables;
}

function documents<T extends Stored>(table: MemoryTable, entry: Table<T>): Documents<T, string> {
  const keys = (organisation: string, id: string) => keysOf(entry, organisation, id);
  // An item as it is stored never changes, nor may what was read of it: it is read once.
  const values = new WeakMap<Item, T>();
  const read = (item: Item): T => {
    const value = values.get(item) ?? fromItem(entry, item);
    values.set(item, value);
    return value;
  };
  return {
    async get(organisation, id) {
      const item = table.get(keys(organisation, id));
      return item === undefined ? undefined : read(item);
    },
    async getMany(organisation, ids) {
      return [...new Set(ids)].flatMap((id) => {
        const item = table.get(keys(organisation, id));
        return item === undefined ? [] : [read(item)];
      });
    },
    async put(value, expected) {
      return table.put(toItem(entry, value), expected);
    },
    async remove(organisation, id) {
      table.remove(keys(organisation, id));
    },
    async list(organisation, { limit, cursor, ...what }) {
      const page = table.query(rangeOfList(entry, organisation, what), limit, cursor);
      return { ...page, items: page.items.map(read) };
    },
    async between(organisation, from, upTo) {
      const range = rangeBetween(entry, organisation, from, upTo);
      const items: Item[] = [];
      let cursor: string | undefined;
      do {
        const page = table.query(range, Infinity, cursor);
        items.push(...page.items);
        ({ cursor } = page);
      } while (cursor !== undefined);
      return items.map(read);
    },
    async *scan(passOver) {
      const { items, unreadable } = readableOf(entry, table.all());
      for (const error of unreadable) {
        if (passOver === undefined) throw error;
        passOver(error);
      }
      yield* items;
    },
    async scanPart(part) {
      const { items, cursor } = table.part(part);
      return { ...readableOf(entry, items), cursor };
    },
    async scanIndex(name, part) {
      const index = scannedIndexOf(entry, name);
      const { items, cursor } = table.part(part, index);
      return { items: items.map((item) => entryOf(index.definition, item)), unreadable: [], cursor };
    },
  };
}

function activities(table: MemoryTable): Activities {
  return {
    async add(some) {
      return some.filter((activity) => table.put(activityItem(activity), 'absent') === 'written');
    },
    async forget(organisation, leadId, most, upTo) {
      const { items } = table.query(rangeOfActivities(organisation, leadId, { upTo }), most, undefined);
      for (const item of items) table.remove(item);
      return items.length;
    },
    async ofLead(organisation, leadId, { limit, cursor, ...span }) {
      const page = table.query(rangeOfActivities(organisation, leadId, span), limit, cursor);
      return { ...page, items: page.items.map((item) => activityCodec.decode(item)) };
    },
  };
}

/** What statistics need of a table, in memory. */
export function statisticsTable(table: MemoryTable): StatisticsTable {
  return {
    async get(keys) {
      return table.get(keys);
    },
    async getMany(keys) {
      return keys.flatMap((one) => table.get(one) ?? []);
    },
    async query(range, limit, cursor) {
      return table.query(range, limit, cursor);
    },
    async put(item, expected) {
      if (typeof expected !== 'object') return table.put(item, expected);
      const before = table.get(item);
      if (!isDeepStrictEqual(before?.[expected.attribute], expected.value)) return 'conflict';
      table.remove(item);
      return table.put(item, 'absent');
    },
    async add(keys, { counts, shard, before, mark, over }) {
      const item = table.get(keys);
      if (item === undefined) return 'conflict';
      const { revision, counts: had, marks } = addedTo.parse(item);
      if (marks === undefined || marks[shard] !== before) return 'conflict';
      const kept = Object.entries({ ...marks, [shard]: mark }).filter(([name]) => !over.includes(name));
      const sums = { counts: withCounts(had, counts), marks: Object.fromEntries(kept) };
      return table.put({ ...item, ...sums, revision: revision + 1 }, revision);
    },
    pause: () => Promise.resolve(),
  };
}
