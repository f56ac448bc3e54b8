import type { Counter } from '#shared/domain/statistics/statistics.ts';
import type { Fact } from '#shared/domain/statistics/facts.ts';
import type { Tally } from '#shared/domain/statistics/tallies.ts';
import type { Statistics } from '#shared/ports/store.ts';
import { at } from '../at.ts';

/** So many in one counter, whoever is behind them. */
export type Count = {
  organisation: string;
  sequenceId: string;
  step: string;
  counter: Counter;
  by: number;
};

const now = at('2027-03-22T09:00:00.000Z');

/** Counts so many, each by a record of its own; the same shard again is the same records again. */
export async function countUp(
  statistics: Statistics,
  counts: readonly Count[],
  shardId: string,
): Promise<void> {
  const tallies = counts.flatMap(({ by, ...count }) =>
    Array.from({ length: by }, () => ({ ...count, at: now })),
  );
  await statistics.count({ shardId, now, tallies: tallies.map(numbered) });
}

/** Counts facts, each by a record of its own; the same shard again is the same records again. */
export async function countFacts(
  statistics: Statistics,
  facts: readonly Fact[],
  shardId: string,
): Promise<void> {
  const tallies = facts.map((fact) => {
    const { organisation, sequenceId, step, counter, at: happened } = fact;
    return { organisation, sequenceId, step, counter, at: happened, fact };
  });
  await statistics.count({ shardId, now, tallies: tallies.map(numbered) });
}

const numbered = (tally: Omit<Tally, 'sequenceNumber'>, index: number): Tally => ({
  ...tally,
  sequenceNumber: String(index + 1).padStart(21, '7'),
});
