import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { countTallies } from '#shared/adapters/count-tallies.ts';
import { statisticsOver } from '#shared/adapters/statistics.ts';
import type { StatisticsTable } from '#shared/adapters/statistics-table.ts';
import { partitionOfFacts } from '#shared/contracts/stored/facts.ts';
import type { Fact } from '#shared/domain/statistics/facts.ts';
import { textOf } from '#shared/domain/time/instants.ts';
import { countAsFormerly } from '#test/support/statistics/former-release.ts';
import { memoryTables, statisticsTable } from '#test/support/memory/memory-store.ts';
import {
  organisation,
  readFormerly,
  readShard,
  shards,
  start,
  type Consumer,
  type ShardPlan,
} from './recut-shards.ts';

const present: Consumer = (table, { shardId, records }) =>
  countTallies(table, { shardId, now: start, tallies: records.flatMap(({ tallies }) => tallies) });

const former: Consumer = (table, { records }) =>
  countAsFormerly(
    table,
    records[0]?.eventID ?? '',
    records.flatMap(({ tallies }) => tallies),
  );

/** Reads all shards side by side, formerly by the former release, then to the end by a consumer. */
async function lived(
  scheduler: fc.Scheduler,
  plans: readonly ShardPlan[],
  consumer: Consumer,
): Promise<StatisticsTable> {
  const table = statisticsTable(memoryTables().statistics);
  const left: Promise<boolean>[] = [];
  const reading = { table, scheduler, left };
  const before = plans.map((plan) => readFormerly(plan, { ...reading, consumer: former }));
  const from = await scheduler.waitFor(Promise.all(before));
  const after = plans.map((plan, index) => readShard(plan, from[index] ?? 0, { ...reading, consumer }));
  await scheduler.waitFor(Promise.all(after));
  await scheduler.waitFor(Promise.all(left));
  return table;
}

/** Figures, and who is behind them, as a straightforward recount tells, and as they stand in a table. */
async function figures(plans: readonly ShardPlan[], table: StatisticsTable) {
  const tallies = plans.flatMap(({ records }) => records.flatMap((record) => record.tallies));
  const wanted = new Map<string, number>();
  for (const { sequenceId, step, counter } of tallies) {
    const name = `${sequenceId} ${step} ${counter}`;
    wanted.set(name, (wanted.get(name) ?? 0) + 1);
  }
  const statistics = statisticsOver(table);
  const found = new Map<string, number>();
  for (const sequenceId of new Set(tallies.map((tally) => tally.sequenceId)))
    for (const { step, counts } of await statistics.ofSequence(organisation, sequenceId))
      for (const [counter, count] of Object.entries(counts))
        found.set(`${sequenceId} ${step} ${counter}`, count);
  const behind: string[] = [];
  const facts = tallies.flatMap(({ fact }) => fact ?? []);
  for (const [fact] of Map.groupBy(facts, partitionOfFacts).values())
    if (fact !== undefined)
      for (const one of (await statistics.behind(fact, { limit: 1_000 })).items) behind.push(told(one));
  const happened = facts.map(told);
  const sorted = (counts: Map<string, number>) => Object.fromEntries([...counts].toSorted());
  return {
    found: { counts: sorted(found), behind: behind.toSorted() },
    wanted: { counts: sorted(wanted), behind: happened.toSorted() },
  };
}

const told = ({ step, counter, at, enrollmentId }: Fact) =>
  [step, counter, textOf(at), enrollmentId].join(' ');

const exact = (consumer: Consumer, formerly: boolean) =>
  fc.asyncProperty(shards(formerly), fc.scheduler(), async (plans, scheduler) => {
    const { found, wanted } = await figures(plans, await lived(scheduler, plans, consumer));
    assert.deepEqual(found, wanted);
  });

describe('a shard that comes again cut otherwise, after deaths and beside calls that nobody waits for', () => {
  test('D9: each record is counted once, with as many behind each figure', () =>
    fc.assert(exact(present, false), { numRuns: 150 }));

  test('D9: so are those that release 0.2.0 had counted, or had died over', () =>
    fc.assert(exact(present, true), { numRuns: 150 }));

  test('a consumer that remembers batches by their first record is seen to fail', async () => {
    const { failed } = await fc.check(exact(former, false), { numRuns: 150 });
    assert.ok(failed);
  });
});
