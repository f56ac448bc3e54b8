import { decodeNoted, lineOf, nameOfFacts, partitionOfFacts } from '../contracts/stored/facts.ts';
import { hourOf, isForgotten } from '../contracts/stored/marks.ts';
import type { StoredStatistics } from '../contracts/stored/statistics.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { Tally } from '../domain/statistics/tallies.ts';
import type { Fact } from '../domain/statistics/facts.ts';
import { plusSeconds, textOf } from '../domain/time/instants.ts';
import { walk } from '../ports/walk.ts';
import type { StatisticsTable } from './statistics-table.ts';

/** What release 0.2.0 did with some tallies: it noted the facts of a batch first, then added it item by item. */
export type FormerBatches = {
  /** The batch that a record was in, by its sequence number. */
  batchOf: ReadonlyMap<string, string>;
  noted: ReadonlySet<Tally>;
};

/** So much earlier than a fact the first of its item may have happened, in seconds: a stream keeps its records for a day. */
const DAY_SECONDS = 86_400;

/** A clock of a provider may be so much ahead of ours, in hours; the hour of the first mark is one itself. */
const AHEAD_HOURS = 2;

/** Whether the stream has forgotten what release 0.2.0 read of it, since this one has long written the item. */
export function isFormerForgotten({ since }: StoredStatistics, now: Instant): boolean {
  return since !== undefined && isForgotten(since, now);
}

/**
 * Whether release 0.2.0 may have counted some of the tallies in their item, or noted what is behind them: they happened
 * before this release first wrote it, and the item remembers batches or facts were noted before it was there.
 */
export function mayBeFormer(
  tallies: readonly Tally[],
  item: StoredStatistics | undefined,
  now: Instant,
): boolean {
  const { since, batches = [] } = item ?? {};
  if (since !== undefined) {
    if (isForgotten(since, now)) return false;
    if (tallies.every(({ at }) => hourOf(at) >= since + AHEAD_HOURS)) return false;
  }
  return batches.length > 0 || tallies.some(({ fact }) => fact !== undefined);
}

/** Finds the batches of release 0.2.0 by the facts that they noted. */
export async function formerBatches(
  table: Pick<StatisticsTable, 'query'>,
  tallies: readonly Tally[],
): Promise<FormerBatches> {
  const facts = tallies.flatMap((tally) => (tally.fact === undefined ? [] : [{ tally, fact: tally.fact }]));
  const batchOf = new Map<string, string>();
  const noted = new Set<Tally>();
  for (const [partition, behind] of Map.groupBy(facts, ({ fact }) => partitionOfFacts(fact))) {
    const names = await batchesByLine(
      table,
      partition,
      behind.map(({ fact }) => fact),
    );
    for (const { tally, fact } of behind) {
      const batch = names.get(lineOf(fact));
      if (batch === undefined) continue;
      batchOf.set(tally.sequenceNumber, batch);
      noted.add(tally);
    }
  }
  return { batchOf, noted };
}

async function batchesByLine(
  table: Pick<StatisticsTable, 'query'>,
  partition: string,
  facts: readonly Fact[],
): Promise<Map<string, string>> {
  const instants = facts.map(({ at }) => at).toSorted((a, b) => a - b);
  const [first, last] = [instants[0], instants.at(-1)];
  const names = new Map<string, string>();
  if (first === undefined || last === undefined) return names;
  const range = {
    partition,
    from: textOf(plusSeconds(first, -DAY_SECONDS)),
    upTo: textOf(plusSeconds(last, 1)),
  };
  for await (const item of walk((page) => table.query(range, page.limit, page.cursor))) {
    const { lines, to } = decodeNoted(item);
    if (to === undefined) for (const line of lines) names.set(line, nameOfFacts(item));
  }
  return names;
}
