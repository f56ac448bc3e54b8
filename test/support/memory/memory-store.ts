import { activityItem, rangeOfActivities } from '#shared/adapters/activities.ts';
import { fromItem, indexOf, openTables, rangeBetween, rangeOfList, toItem } from '#shared/adapters/collection.ts';
import { factItems, pageOfFacts } from '#shared/adapters/facts.ts';
import { entryOf, readableOf } from '#shared/adapters/parts.ts';
import { batchName, countsByStep, noStatistics } from '#shared/adapters/statistics.ts';
import type { Item } from '#shared/contracts/stored/codec.ts';
import { activityCodec } from '#shared/contracts/stored/activity.ts';
import { partitionOfFacts, withoutLead } from '#shared/contracts/stored/facts.ts';
import { statisticsCodec, withBatch } from '#shared/contracts/stored/statistics.ts';
import type { Documents, Stored } from '#shared/ports/documents.ts';
import type { Activities, Statistics, Store } from '#shared/ports/store.ts';
import { inOrganisation, keysOf, type Table } from '#shared/tables/table.ts';
import { tableDefinitions, tables, type TableName } from '#shared/tables/tables.ts';
import { MemoryTable, type Change } from './memory-table.ts';

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
    statistics: statistics(all.statistics),
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
      const index = indexOf(entry, name);
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

function statistics(table: MemoryTable): Statistics {
  return {
    async add(counts, batch) {
      for (const added of countsByStep(counts)) {
        const keys = { partition: inOrganisation(added.organisation, added.sequenceId), sort: added.step };
        const item = table.get(keys);
        const before = item === undefined ? noStatistics(added) : statisticsCodec.decode(item);
        const after = withBatch(before, added.counts, batchName(batch));
        table.put(
          { ...statisticsCodec.encode(after), ...keys },
          item === undefined ? 'absent' : before.revision,
        );
      }
    },
    async ofSequence(organisation, sequenceId) {
      const { items } = table.query(
        { partition: inOrganisation(organisation, sequenceId) },
        Infinity,
        undefined,
      );
      return items.map((item) => {
        const { step, counts } = statisticsCodec.decode(item);
        return { organisation, sequenceId, step, counts };
      });
    },
    async ofWholes(organisation, sequenceIds) {
      return sequenceIds.flatMap((id) => {
        const item = table.get({ partition: inOrganisation(organisation, id), sort: '-' });
        if (item === undefined) return [];
        const { sequenceId, step, counts } = statisticsCodec.decode(item);
        return [{ organisation, sequenceId, step, counts }];
      });
    },
    async note(facts, batch) {
      for (const item of factItems(facts, batch)) table.put(item, 'absent');
    },
    async forget(of, leadId) {
      const { items } = table.query({ partition: partitionOfFacts(of) }, Infinity, undefined);
      let forgotten = 0;
      for (const item of items) {
        const without = withoutLead(item, leadId);
        if (without === undefined) continue;
        table.remove(item);
        table.put(without.item, 'absent');
        forgotten += without.count;
      }
      return forgotten;
    },
    behind: (of, options) =>
      pageOfFacts(of, options, (place, limit, cursor) => Promise.resolve(table.query(place, limit, cursor))),
  };
}
