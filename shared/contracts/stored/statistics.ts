import * as z from 'zod/mini';
import { counters, type StepStatistics } from '../../domain/statistics/statistics.ts';
import { namesOf, type Codec } from './codec.ts';

/** Counts of a step with what keeps them exact: a revision, and the latest batches that were added, oldest first. */
export type StoredStatistics = StepStatistics & { revision: number; batches: string[] };

/** A stream brings a batch again soon or never, so the latest are enough; forty keep the item within one write unit. */
const REMEMBERED_BATCHES = 40;

const stored = z.object({
  revision: z.number(),
  batches: z.array(z.string()),
  counts: z.partialRecord(z.enum(counters), z.number()),
});

/** Statistics as stored: partition `<organisation>#<sequence>`, sort the step. */
export const statisticsCodec: Codec<StoredStatistics> = {
  names: namesOf(stored),
  encode: ({ revision, batches, counts }) => ({ revision, batches, counts }),
  decode(item) {
    const cut = item.partition.indexOf('#');
    return {
      ...stored.parse(item),
      organisation: item.partition.slice(0, cut),
      sequenceId: item.partition.slice(cut + 1),
      step: item.sort,
    };
  },
};

/** The statistics with a batch of counts added, its name remembered; unchanged if it was added before. */
export function withBatch(
  statistics: StoredStatistics,
  counts: StepStatistics['counts'],
  batch: string,
): StoredStatistics {
  if (statistics.batches.includes(batch)) return statistics;
  const sums = { ...statistics.counts };
  for (const counter of counters) {
    const by = counts[counter];
    if (by !== undefined) sums[counter] = (sums[counter] ?? 0) + by;
  }
  return {
    ...statistics,
    counts: sums,
    revision: statistics.revision + 1,
    batches: [...statistics.batches, batch].slice(-REMEMBERED_BATCHES),
  };
}
