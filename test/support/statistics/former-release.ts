import { encodeFacts, partitionOfFacts } from '#shared/contracts/stored/facts.ts';
import { statisticsCodec, withCounts } from '#shared/contracts/stored/statistics.ts';
import { shortKey } from '#shared/domain/kernel/short-key.ts';
import type { StepStatistics } from '#shared/domain/statistics/statistics.ts';
import type { Tally } from '#shared/domain/statistics/tallies.ts';
import type { StatisticsTable } from '#shared/adapters/statistics-table.ts';

/** Counts a batch as release 0.2.0 did: it noted all facts, then added item by item, and remembered the batch by its first record. */
export async function countAsFormerly(
  table: StatisticsTable,
  firstRecord: string,
  tallies: readonly Tally[],
): Promise<void> {
  const batch = shortKey(firstRecord);
  const facts = tallies.flatMap(({ fact }) => fact ?? []);
  for (const behind of Map.groupBy(facts, partitionOfFacts).values()) {
    const [first, ...rest] = behind.toSorted((a, b) => (a.at < b.at ? -1 : 1));
    if (first !== undefined) await table.put(encodeFacts([first, ...rest], batch), 'absent');
  }
  const steps = Map.groupBy(tallies, (tally) => `${tally.organisation}#${tally.sequenceId} ${tally.step}`);
  for (const [name, some] of steps) {
    const [partition = '', sort = ''] = name.split(' ');
    const counts: StepStatistics['counts'] = {};
    for (const { counter } of some) counts[counter] = (counts[counter] ?? 0) + 1;
    for (;;) {
      const item = await table.get({ partition, sort });
      const before = item && statisticsCodec.decode(item);
      if (before?.batches.includes(batch)) break;
      const after = {
        revision: (before?.revision ?? 0) + 1,
        batches: [...(before?.batches ?? []), batch].slice(-40),
        counts: withCounts(before?.counts ?? {}, counts),
      };
      if ((await table.put({ partition, sort, ...after }, before?.revision ?? 'absent')) === 'written') break;
    }
  }
}
