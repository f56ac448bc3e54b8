import { activityItem, spanOfActivities } from '#shared/adapters/activities.ts';
import {
  fromItem,
  inOrganisation,
  placeOfList,
  toItem,
  type Collection,
} from '#shared/adapters/collection.ts';
import { collections } from '#shared/adapters/collections.ts';
import { factItems, pageOfFacts } from '#shared/adapters/facts.ts';
import { batchName, countsByStep, noStatistics } from '#shared/adapters/statistics.ts';
import { tables, type TableName } from '#shared/config/tables.ts';
import { activityCodec } from '#shared/contracts/stored/activity.ts';
import { statisticsCodec, withBatch } from '#shared/contracts/stored/statistics.ts';
import type { Documents, Stored } from '#shared/ports/documents.ts';
import type { Activities, Statistics, Store } from '#shared/ports/store.ts';
import { MemoryTable, type Change } from './memory-table.ts';

type Tables = Record<TableName, MemoryTable>;

/**
 * The store in memory: the same keys, codecs and conditions as the one in DynamoDB.
 * @param written called with every write that took effect, as a table's stream would.
 */
export function memoryStore(written: (change: Change) => void = () => undefined): Store {
  const names = Object.keys(tables) as TableName[];
  const all = Object.fromEntries(names.map((name) => [name, new MemoryTable(name, written)])) as Tables;
  return {
    settings: documents(all, collections.settings),
    users: documents(all, collections.users),
    groups: documents(all, collections.groups),
    accounts: documents(all, collections.accounts),
    leads: documents(all, collections.leads),
    templates: documents(all, collections.templates),
    sequences: documents(all, collections.sequences),
    versions: documents(all, collections.versions),
    enrollments: documents(all, collections.enrollments),
    laneDays: documents(all, collections.laneDays),
    tasks: documents(all, collections.tasks),
    scores: documents(all, collections.scores),
    jobs: documents(all, collections.jobs),
    webhookDeliveries: documents(all, collections.webhookDeliveries),
    webhookRotations: documents(all, collections.webhookRotations),
    requests: documents(all, collections.requests),
    sendingDomains: documents(all, collections.sendingDomains),
    shortLinks: documents(all, collections.shortLinks),
    holds: documents(all, collections.holds),
    visits: documents(all, collections.visits),
    suppressions: documents(all, collections.suppressions),
    workflows: documents(all, collections.workflows),
    workflowRuns: documents(all, collections.workflowRuns),
    activities: activities(all.activities),
    statistics: statistics(all.statistics),
  };
}

function documents<T extends Stored, Index extends string>(
  all: Tables,
  collection: Collection<T, Index>,
): Documents<T, Index> {
  const { keys } = collection;
  const table = all[collection.table];
  return {
    async get(organisation, id) {
      const item = table.get(keys(organisation, id));
      return item === undefined ? undefined : fromItem(collection, item);
    },
    async getMany(organisation, ids) {
      return [...new Set(ids)].flatMap((id) => {
        const item = table.get(keys(organisation, id));
        return item === undefined ? [] : [fromItem(collection, item)];
      });
    },
    async put(value, expected) {
      return table.put(toItem(collection, value), expected);
    },
    async remove(organisation, id) {
      table.remove(keys(organisation, id));
    },
    async list(organisation, { limit, cursor, ...what }) {
      const page = table.query(placeOfList(collection, organisation, what), limit, cursor);
      return { ...page, items: page.items.map((item) => fromItem(collection, item)) };
    },
    async *scan() {
      yield* table.all().map((item) => fromItem(collection, item));
    },
  };
}

function activities(table: MemoryTable): Activities {
  return {
    async add(some) {
      return some.filter((activity) => table.put(activityItem(activity), 'absent') === 'written');
    },
    async ofLead(organisation, leadId, { limit, cursor, ...span }) {
      const place = { partition: inOrganisation(organisation, leadId), ...spanOfActivities(span) };
      const page = table.query(place, limit, cursor);
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
    behind: (of, options) =>
      pageOfFacts(of, options, (place, limit, cursor) => Promise.resolve(table.query(place, limit, cursor))),
  };
}
