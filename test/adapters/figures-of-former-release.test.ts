import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { countTallies } from '#shared/adapters/count-tallies.ts';
import { statisticsOver } from '#shared/adapters/statistics.ts';
import { statisticsCodec } from '#shared/contracts/stored/statistics.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import type { Tally } from '#shared/domain/statistics/tallies.ts';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import { at } from '#test/support/at.ts';
import { memoryTables, statisticsTable } from '#test/support/memory/memory-store.ts';
import { countAsFormerly } from '#test/support/statistics/former-release.ts';

const start = at('2027-03-22T09:00:00.000Z');
const of = { organisation: 'acme', sequenceId: 'q1', step: 's1', counter: 'sent' as const };
const shardId = 'shardId-00000001414576573621-f55eea83';

/** A mail to a lead, a minute after the one before. */
function mail(number: number): Tally {
  const happened = plusMinutes(start, number);
  return {
    ...of,
    at: happened,
    sequenceNumber: String(1_000 + number),
    fact: { ...of, at: happened, leadId: `lead${number}` },
  };
}

async function upgraded(counted: readonly Tally[]) {
  const table = statisticsTable(memoryTables().statistics);
  await countAsFormerly(table, 'first', counted);
  const item = async () => {
    const stored = await table.get({ partition: 'acme#q1', sort: 's1' });
    assert.ok(stored);
    return statisticsCodec.decode(stored);
  };
  const count = (tallies: readonly Tally[], now: Instant) => countTallies(table, { shardId, tallies, now });
  const behind = async () => (await statisticsOver(table).behind(of, { limit: 100 })).items.length;
  return { count, item, behind };
}

describe('figures of version 0.2.0', () => {
  test('D9: are added to, and neither counted again nor passed over in a batch that is cut otherwise', async () => {
    const { count, item, behind } = await upgraded([1, 2, 3].map(mail));
    await count([1, 2, 3, 4].map(mail), plusMinutes(start, 5));
    await count([2].map(mail), plusMinutes(start, 6));
    assert.deepEqual([(await item()).counts, await behind()], [{ sent: 4 }, 4]);
  });

  test('their batches are remembered until the stream has forgotten what they were of, and no longer', async () => {
    const { count, item } = await upgraded([1].map(mail));
    await count([2].map(mail), plusMinutes(start, 5));
    assert.equal((await item()).batches.length, 1);
    await count([3].map(mail), plusMinutes(start, 60 * 27));
    await count([4].map(mail), plusMinutes(start, 60 * 27 + 1));
    const { batches, counts } = await item();
    assert.deepEqual([batches, counts], [[], { sent: 4 }]);
  });
});

describe('figures', () => {
  test('F9: a fact that is noted and not counted yet counts though its person was erased meanwhile', async () => {
    const table = statisticsTable(memoryTables().statistics);
    const dying = { ...table, put: diesAtCounters(table) };
    await assert.rejects(countTallies(dying, { shardId, tallies: [mail(1)], now: start }), /died/);
    await statisticsOver(table).forget(of, 'lead1');
    await countTallies(table, { shardId, tallies: [mail(1)], now: start });
    const [step] = await statisticsOver(table).ofSequence('acme', 'q1');
    assert.deepEqual(step?.counts, { sent: 1 });
    assert.equal((await statisticsOver(table).behind(of, { limit: 9 })).items.length, 1);
  });
});

/** Puts facts, and dies where counters are put. */
function diesAtCounters(table: ReturnType<typeof statisticsTable>): typeof table.put {
  return (item, expected) =>
    'counts' in item ? Promise.reject(new Error('died')) : table.put(item, expected);
}
