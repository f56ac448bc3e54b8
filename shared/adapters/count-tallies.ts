import { readItem } from '../contracts/stored/codec.ts';
import {
  encodeMark,
  hourOf,
  isLater,
  isOver,
  placeIn,
  placeOf,
  shardName,
  type Mark,
} from '../contracts/stored/marks.ts';
import { statisticsCodec, withCounts, type StoredStatistics } from '../contracts/stored/statistics.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { Counter } from '../domain/statistics/statistics.ts';
import type { Tally } from '../domain/statistics/tallies.ts';
import type { ShardTallies } from '../ports/store.ts';
import { inOrganisation } from '../tables/table.ts';
import { noteFacts } from './facts.ts';
import { formerBatches, isFormerForgotten, mayBeFormer, type FormerBatches } from './former-batches.ts';
import type { Addition, StatisticsTable } from './statistics-table.ts';

const MAX_TRIES = 12;

/** A batch of one shard while it is counted. */
type Counting = { shard: string; now: Instant; former: () => Promise<FormerBatches> };

/** An addition whose marks are not written yet. */
type Added = Omit<Addition, 'before' | 'mark'> & { before: Mark | undefined; mark: Mark };

/** What is to be counted of a counter, and how far it then is. */
type Counted = { counter: Counter; count: number; to: string };

/** Counts a batch of one shard, step by step: each item says itself how far this shard is counted in it. */
export async function countTallies(
  table: StatisticsTable,
  { shardId, tallies, now }: ShardTallies,
): Promise<void> {
  let former: Promise<FormerBatches> | undefined;
  const counting: Counting = {
    shard: shardName(shardId),
    now,
    former: () => (former ??= formerBatches(table, tallies)),
  };
  const steps = Map.groupBy(tallies, ({ organisation, sequenceId, step }) =>
    [organisation, sequenceId, step].join('#'),
  );
  for (const [first, ...rest] of steps.values())
    if (first !== undefined) await countInStep(table, [first, ...rest], counting);
}

async function countInStep(
  table: StatisticsTable,
  tallies: readonly [Tally, ...Tally[]],
  counting: Counting,
): Promise<void> {
  const [{ organisation, sequenceId, step }] = tallies;
  const keys = { partition: inOrganisation(organisation, sequenceId), sort: step };
  for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
    const item = await table.get(keys);
    const before = item && readItem('statistics', statisticsCodec, item);
    const counted = await countedOf(table, tallies, before, counting);
    if (counted.length === 0) return;
    const added = additionOf(tallies, before, counted, counting);
    if ((await write(table, { ...nothingIn(tallies), ...before }, added, counting.now)) === 'written') return;
    await table.pause(tries);
  }
  throw new Error(
    `Statistics of ${keys.partition} ${keys.sort} changed ${MAX_TRIES} times while being added to`,
  );
}

/** What of the tallies is not counted in the item; the facts behind it are noted. */
async function countedOf(
  table: StatisticsTable,
  tallies: readonly Tally[],
  before: StoredStatistics | undefined,
  { shard, now, former }: Counting,
): Promise<Counted[]> {
  const mark = before?.marks?.[shard];
  const known = mayBeFormer(tallies, before, now) ? await former() : undefined;
  const left = tallies.filter(({ counter, sequenceNumber }) => {
    if (mark !== undefined && !isLater(placeOf(sequenceNumber), placeIn(mark, counter))) return false;
    const batch = known?.batchOf.get(sequenceNumber);
    return batch === undefined || before?.batches.includes(batch) !== true;
  });
  const counted: Counted[] = [];
  for (const [counter, some] of Map.groupBy(left, (tally) => tally.counter)) {
    const noteworthy = some.flatMap((tally) =>
      tally.fact === undefined || known?.noted.has(tally) === true
        ? []
        : [{ fact: tally.fact, place: placeOf(tally.sequenceNumber) }],
    );
    const noted = await noteFacts(table, shard, noteworthy);
    const ends = [...some.map(({ sequenceNumber }) => placeOf(sequenceNumber)), noted.to ?? ''];
    counted.push({
      counter,
      count: some.length - noteworthy.length + noted.count,
      to: ends.reduce(later),
    });
  }
  return counted;
}

/** What is added, how far the shard then is counted, and which marks nobody needs any more. */
function additionOf(
  tallies: readonly Tally[],
  before: StoredStatistics | undefined,
  counted: readonly Counted[],
  { shard, now }: Counting,
): Added {
  const marks = before?.marks ?? {};
  const known = marks[shard];
  const place = tallies
    .map(({ sequenceNumber }) => placeOf(sequenceNumber))
    .reduce(later, known?.place ?? '');
  const ends = [
    ...Object.entries(known?.ahead ?? {}),
    ...counted.map(({ counter, to }): [string, string] => [counter, to]),
  ];
  const ahead = Object.fromEntries(ends.filter(([, to]) => isLater(to, place)));
  return {
    counts: Object.fromEntries(counted.map(({ counter, count }) => [counter, count])),
    shard,
    before: known,
    mark: { place, hour: hourOf(now), ahead },
    over: Object.entries(marks)
      .filter(([name, mark]) => name !== shard && isOver(mark, now))
      .map(([name]) => name),
  };
}

/**
 * An item that bears marks is added to in place. A new one is put, as is one of release 0.2.0, when it gets its first
 * mark and when the batches that it remembers are needed no more.
 */
function write(
  table: StatisticsTable,
  item: StoredStatistics,
  added: Added,
  now: Instant,
): Promise<'written' | 'conflict'> {
  const { organisation, sequenceId, step, revision, batches, marks, since } = item;
  const keys = { partition: inOrganisation(organisation, sequenceId), sort: step };
  const forgets = batches.length > 0 && isFormerForgotten(item, now);
  if (marks !== undefined && !forgets) {
    const { before, mark } = added;
    return table.add(keys, { ...added, before: before && encodeMark(before), mark: encodeMark(mark) });
  }
  const kept = Object.entries({ ...marks, [added.shard]: added.mark });
  const whole = statisticsCodec.encode({
    ...item,
    revision: revision + 1,
    counts: withCounts(item.counts, added.counts),
    marks: Object.fromEntries(kept.filter(([name]) => !added.over.includes(name))),
    batches: forgets ? [] : batches,
    since: since ?? hourOf(now),
  });
  return table.put({ ...whole, ...keys }, revision === 0 ? 'absent' : revision);
}

/** Statistics of a step before anything was counted. */
function nothingIn([{ organisation, sequenceId, step }]: readonly [Tally, ...Tally[]]): StoredStatistics {
  return {
    organisation,
    sequenceId,
    step,
    counts: {},
    revision: 0,
    marks: undefined,
    batches: [],
    since: undefined,
  };
}

/** The later of two places. */
function later(one: string, other: string): string {
  return isLater(other, one) ? other : one;
}
