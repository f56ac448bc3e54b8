import { setTimeout as sleep } from 'node:timers/promises';
import type { LeadId } from '../../domain/kernel/ids.ts';
import { readItem, type Item } from '../../contracts/stored/codec.ts';
import { partitionOfFacts, withoutLead } from '../../contracts/stored/facts.ts';
import { statisticsCodec, withBatch } from '../../contracts/stored/statistics.ts';
import type { StepStatistics } from '../../domain/statistics/statistics.ts';
import type { Statistics } from '../../ports/store.ts';
import { inOrganisation } from '../../tables/table.ts';
import { factItems, pageOfFacts } from '../facts.ts';
import { batchName, countsByStep, noStatistics } from '../statistics.ts';
import { queryPage } from './dynamo-documents.ts';
import { putItem } from './dynamo-put.ts';
import { getItem, getItems } from './dynamo-reads.ts';
import type { Dynamo } from './dynamo.ts';
import { walk } from '../../ports/walk.ts';

const MAX_TRIES = 12;

/** Longest pause before the second try, in milliseconds; twice that before each next one, at most a second. */
const FIRST_PAUSE_MS = 10;

/** Statistics in DynamoDB: read, add, write if nobody wrote in between. */
export function dynamoStatistics(dynamo: Dynamo): Statistics {
  return {
    async add(counts, batch) {
      for (const step of countsByStep(counts)) await addToStep(dynamo, step, batchName(batch));
    },
    async ofSequence(organisation, sequenceId) {
      const range = { partition: inOrganisation(organisation, sequenceId) };
      const items = walk(({ limit, cursor }) => queryPage(dynamo, 'statistics', range, limit, cursor));
      return Array.fromAsync(items, (item) => {
        const { step, counts } = readItem('statistics', statisticsCodec, item);
        return { organisation, sequenceId, step, counts };
      });
    },
    async ofWholes(organisation, sequenceIds) {
      const keys = sequenceIds.map((id) => ({ partition: inOrganisation(organisation, id), sort: '-' }));
      const items = await getItems(dynamo, 'statistics', keys);
      return items.map((item) => {
        const { sequenceId, step, counts } = readItem('statistics', statisticsCodec, item);
        return { organisation, sequenceId, step, counts };
      });
    },
    async note(facts, batch) {
      // A conflict is the same batch again.
      for (const item of factItems(facts, batch)) await putItem(dynamo, 'statistics', item, 'absent');
    },
    async forget(of, leadId) {
      const range = { partition: partitionOfFacts(of) };
      let forgotten = 0;
      for await (const item of walk((page) =>
        queryPage(dynamo, 'statistics', range, page.limit, page.cursor),
      ))
        forgotten += await forgetIn(dynamo, item, leadId);
      return forgotten;
    },
    behind: (of, options) =>
      pageOfFacts(of, options, (range, limit, cursor) =>
        queryPage(dynamo, 'statistics', range, limit, cursor),
      ),
  };
}

/** Facts have no revision: two erasures that meet in an item are told apart by what it held. */
async function forgetIn(dynamo: Dynamo, read: Item, leadId: LeadId): Promise<number> {
  let item: Item | undefined = read;
  for (let tries = 1; item !== undefined && tries <= MAX_TRIES; tries += 1) {
    const without = withoutLead(item, leadId);
    if (without === undefined) return 0;
    const same = { attribute: 'facts', value: item['facts'] };
    if ((await putItem(dynamo, 'statistics', without.item, same)) === 'written') return without.count;
    item = await getItem(dynamo, 'statistics', { partition: read.partition, sort: read.sort });
  }
  return 0;
}

async function addToStep(dynamo: Dynamo, added: StepStatistics, batch: string): Promise<void> {
  const keys = { partition: inOrganisation(added.organisation, added.sequenceId), sort: added.step };
  for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
    const item = await getItem(dynamo, 'statistics', keys);
    const before = item === undefined ? noStatistics(added) : readItem('statistics', statisticsCodec, item);
    const after = withBatch(before, added.counts, batch);
    if (after === before) return;
    const expected = item === undefined ? 'absent' : before.revision;
    const outcome = await putItem(
      dynamo,
      'statistics',
      { ...statisticsCodec.encode(after), ...keys },
      expected,
    );
    if (outcome === 'written') return;
    // Drawn at random, so that those who met do not meet again.
    await sleep(Math.random() * Math.min(1_000, FIRST_PAUSE_MS * 2 ** tries));
  }
  throw new Error(
    `Statistics of ${keys.partition} ${keys.sort} changed ${MAX_TRIES} times while being added to`,
  );
}
