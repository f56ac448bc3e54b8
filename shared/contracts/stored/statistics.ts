import * as z from 'zod/mini';
import { counters, type StepStatistics } from '../../domain/statistics/statistics.ts';
import { decodeMark, encodeMark, type Mark } from './marks.ts';
import { namesOf, type Codec } from './codec.ts';

/** Counts of a step with what keeps them exact: how far each shard of the stream is counted. */
export type StoredStatistics = StepStatistics & {
  /** Raised by every write. */
  revision: number;
  /** By the name of the shard; undefined: nothing was added since release 0.2.0. */
  marks: Readonly<Record<string, Mark>> | undefined;
  /** The hour of the first mark, since 1970. */
  since: number | undefined;
  /** Batches that release 0.2.0 remembered to have added; none once the stream has forgotten what they were of. */
  batches: readonly string[];
};

const stored = z.object({
  revision: z.number(),
  batches: z.array(z.string()),
  marks: z.optional(z.record(z.string(), z.string())),
  since: z.optional(z.number()),
  counts: z.partialRecord(z.enum(counters), z.number()),
});

/** Statistics as stored: partition `<organisation>#<sequence>`, sort the step. */
export const statisticsCodec: Codec<StoredStatistics> = {
  names: namesOf(stored),
  encode: ({ revision, batches, marks, since, counts }) => ({
    revision,
    batches,
    ...(marks !== undefined && { marks: mapped(marks, encodeMark) }),
    ...(since !== undefined && { since }),
    counts,
  }),
  decode(item) {
    const cut = item.partition.indexOf('#');
    const { revision, batches, marks, since, counts } = stored.parse(item);
    return {
      revision,
      batches,
      marks: marks && mapped(marks, decodeMark),
      since,
      counts,
      organisation: item.partition.slice(0, cut),
      sequenceId: item.partition.slice(cut + 1),
      step: item.sort,
    };
  },
};

function mapped<From, To>(values: Readonly<Record<string, From>>, to: (value: From) => To) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, to(value)]));
}

/** Counts with others added. */
export function withCounts(
  counts: StepStatistics['counts'],
  added: StepStatistics['counts'],
): StepStatistics['counts'] {
  const sums = { ...counts };
  for (const counter of counters) {
    const by = added[counter];
    if (by !== undefined) sums[counter] = (sums[counter] ?? 0) + by;
  }
  return sums;
}
