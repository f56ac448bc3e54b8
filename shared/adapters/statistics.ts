import type { LeadId } from '../domain/kernel/ids.ts';
import { readItem, type Item } from '../contracts/stored/codec.ts';
import { partitionOfFacts, withoutLead } from '../contracts/stored/facts.ts';
import { statisticsCodec } from '../contracts/stored/statistics.ts';
import type { StepStatistics } from '../domain/statistics/statistics.ts';
import type { Statistics } from '../ports/store.ts';
import { walk } from '../ports/walk.ts';
import { inOrganisation } from '../tables/table.ts';
import { countTallies } from './count-tallies.ts';
import { pageOfFacts } from './facts.ts';
import type { StatisticsTable } from './statistics-table.ts';

const MAX_TRIES = 12;

/** Statistics over their table: wherever that is, they are counted and read in the same way. */
export function statisticsOver(table: StatisticsTable): Statistics {
  const itemsOf = (partition: string) =>
    walk(({ limit, cursor }) => table.query({ partition }, limit, cursor));
  return {
    count: (tallies) => countTallies(table, tallies),
    ofSequence: (organisation, sequenceId) =>
      Array.fromAsync(itemsOf(inOrganisation(organisation, sequenceId)), countsIn),
    async ofWholes(organisation, sequenceIds) {
      const keys = sequenceIds.map((id) => ({ partition: inOrganisation(organisation, id), sort: '-' }));
      return (await table.getMany(keys)).map(countsIn);
    },
    async forget(of, leadId) {
      let forgotten = 0;
      for await (const item of itemsOf(partitionOfFacts(of)))
        forgotten += await forgetIn(table, item, leadId);
      return forgotten;
    },
    behind: (of, options) =>
      pageOfFacts(of, options, (range, limit, cursor) => table.query(range, limit, cursor)),
  };
}

function countsIn(item: Item): StepStatistics {
  const { organisation, sequenceId, step, counts } = readItem('statistics', statisticsCodec, item);
  return { organisation, sequenceId, step, counts };
}

/** Facts have no revision: two erasures that meet in an item are told apart by what it held. */
async function forgetIn(table: StatisticsTable, read: Item, leadId: LeadId): Promise<number> {
  let item: Item | undefined = read;
  for (let tries = 1; item !== undefined && tries <= MAX_TRIES; tries += 1) {
    const without = withoutLead(item, leadId);
    if (without === undefined) return 0;
    const same = { attribute: 'facts', value: item['facts'] };
    if ((await table.put(without.item, same)) === 'written') return without.count;
    item = await table.get({ partition: read.partition, sort: read.sort });
  }
  return 0;
}
