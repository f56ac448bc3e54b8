import * as fc from 'fast-check';
import type { StatisticsTable } from '#shared/adapters/statistics-table.ts';
import type { Activity, ActivityEvent } from '#shared/domain/activity/activity.ts';
import { talliesOf } from '#shared/domain/statistics/tallies.ts';
import type { Tally } from '#shared/domain/statistics/tallies.ts';
import { plusSeconds } from '#shared/domain/time/instants.ts';
import { at, enrollmentNamed } from '#test/support/at.ts';

export const organisation = 'acme';
export const start = at('2027-03-22T09:00:00.000Z');

const message = (step: string) => ({ step, messageId: 'm1' });
const kinds: readonly ((step: string) => ActivityEvent)[] = [
  () => ({ type: 'enrolled', by: 'u1', version: 1 }),
  (step) => ({
    ...message(step),
    type: 'sent',
    channel: 'mail',
    sender: 'u1',
    recipient: 'a@example.com',
    contentHash: '',
  }),
  (step) => ({ ...message(step), type: 'delivered' }),
  (step) => ({ ...message(step), type: 'opened', machine: false, again: false }),
  (step) => ({ type: 'bounced', step, permanent: true, detail: '' }),
  (step) => ({ type: 'replied', step }),
];

/** A record of a shard, and what it adds. */
export type StreamRecord = { eventID: string; tallies: readonly Tally[] };

/**
 * What becomes of a call: it works a batch off, or dies at one of its calls to the table, or nobody waits for it any
 * more while it goes on. `back`: how far behind the checkpoint is that is read on from, if it was not yet kept.
 */
export type Turn = { size: number; fate: 'done' | 'dies' | 'left'; call: number; back: number };

/** A batch of the former release, which came again as it was when its call died. */
export type FormerTurn = { size: number; dies: number | undefined };

/** A shard: its records, and how it is read, by the former release first. */
export type ShardPlan = {
  shardId: string;
  records: StreamRecord[];
  turns: Turn[];
  formerly: FormerTurn[];
};

const turn = fc.record({
  size: fc.integer({ min: 1, max: 6 }),
  fate: fc.constantFrom('done' as const, 'done' as const, 'dies' as const, 'left' as const),
  call: fc.integer({ min: 1, max: 14 }),
  back: fc.integer({ min: 0, max: 8 }),
});

const formerTurn = fc.record({
  size: fc.integer({ min: 1, max: 6 }),
  dies: fc.option(fc.integer({ min: 1, max: 14 }), { nil: undefined }),
});

const happened = fc.record({
  lead: fc.integer({ min: 1, max: 4 }),
  events: fc.array(fc.tuple(fc.integer({ min: 0, max: kinds.length - 1 }), fc.constantFrom('s1', 's2')), {
    minLength: 1,
    maxLength: 2,
  }),
  late: fc.integer({ min: 0, max: 400 }),
});

/** Shards with what happened and how they are read; `formerly` is what release 0.2.0 had read of each. */
export const shards = (formerly: boolean): fc.Arbitrary<ShardPlan[]> =>
  fc
    .array(
      fc.record({
        happened: fc.array(happened, { minLength: 1, maxLength: 14 }),
        turns: fc.array(turn, { maxLength: 8 }),
        formerly: formerly
          ? fc.array(formerTurn, { minLength: 1, maxLength: 3 })
          : fc.constant<FormerTurn[]>([]),
      }),
      { minLength: 1, maxLength: 3 },
    )
    .map((plans) =>
      plans.map((plan, shard) => ({
        shardId: `shardId-0000000141457657362${shard}-f55eea83`,
        turns: plan.turns,
        formerly: plan.formerly,
        records: plan.happened.map((one, index) => recordOf(one, shard, index)),
      })),
    );

function recordOf(
  { lead, events, late }: { lead: number; events: [number, string][]; late: number },
  shard: number,
  index: number,
): StreamRecord {
  const leadId = `lead${shard}${lead}`;
  const activity: Activity = {
    organisation,
    leadId,
    id: `${leadId}#${index}`,
    // Records of a shard are in the order in which they were written, not in which they happened.
    at: plusSeconds(start, index * 60 - late),
    enrollmentId: enrollmentNamed(`${leadId}.q1.${index + 1}`),
    sequenceId: 'q1',
    version: 1,
    userId: 'u1',
    events: events.flatMap(([kind, step]) => kinds[kind]?.(step) ?? []),
  };
  // They rise within a shard, and cross those of others.
  const number = String(98 + index * 7 + shard);
  return { eventID: `${shard}-${number}`, tallies: talliesOf(activity, `30000000000000${number}`) };
}

class Died extends Error {}

/** The table as one call sees it: others come in between, and at one of its calls it may die, before or after it took effect. */
function seenBy(table: StatisticsTable, scheduler: fc.Scheduler, dies: number | undefined): StatisticsTable {
  let calls = 0;
  const at = async <T>(work: () => Promise<T>): Promise<T> => {
    calls += 1;
    await scheduler.schedule(Promise.resolve());
    const now = calls === dies;
    if (now && calls % 2 === 0) throw new Died();
    const answer = await work();
    if (now) throw new Died();
    return answer;
  };
  return {
    get: (keys) => at(() => table.get(keys)),
    getMany: (keys) => at(() => table.getMany(keys)),
    query: (...of) => at(() => table.query(...of)),
    put: (...of) => at(() => table.put(...of)),
    add: (...of) => at(() => table.add(...of)),
    pause: () => at(() => Promise.resolve()),
  };
}

/** Counts a batch over a table, by one release or the other. */
export type Consumer = (
  table: StatisticsTable,
  batch: { shardId: string; records: readonly StreamRecord[] },
) => Promise<void>;

/** Where shards are read, and what goes on though nobody waits for it. */
type Reading = {
  table: StatisticsTable;
  scheduler: fc.Scheduler;
  consumer: Consumer;
  left: Promise<boolean>[];
};

/** Works a batch off; false: the call died. */
async function called(
  { table, scheduler, consumer }: Reading,
  batch: { shardId: string; records: readonly StreamRecord[] },
  dies?: number,
): Promise<boolean> {
  try {
    await consumer(seenBy(table, scheduler, dies), batch);
    return true;
  } catch (error) {
    if (error instanceof Died) return false;
    throw error;
  }
}

/**
 * Reads the beginning of a shard as the former release did: a batch whose call died comes again as it was. Gives the
 * record that the last batch began with: whether that was worked off, the next reader does not know.
 */
export async function readFormerly(
  { shardId, records, formerly }: ShardPlan,
  reading: Reading,
): Promise<number> {
  let begun = 0;
  let next = 0;
  for (const [index, { size, dies }] of formerly.entries()) {
    if (next >= records.length) break;
    begun = next;
    const batch = { shardId, records: records.slice(next, next + size) };
    const done = await called(reading, batch, dies);
    if (!done && index < formerly.length - 1) await called(reading, batch);
    next += size;
  }
  return begun;
}

/** Reads a shard from some record on until all of it is worked off. */
export async function readShard(
  { shardId, records, turns }: ShardPlan,
  from: number,
  reading: Reading,
): Promise<void> {
  let [next, kept] = [from, from];
  const call = (size: number, dies?: number) =>
    called(reading, { shardId, records: records.slice(next, next + size) }, dies);
  for (const { size, fate, call: dies, back } of turns) {
    if (next >= records.length) break;
    if (fate === 'left') {
      reading.left.push(call(size));
      continue;
    }
    if (await call(size, fate === 'dies' ? dies : undefined)) next += size;
    kept = Math.max(kept, next - back);
    if (back > 0) next = kept;
  }
  for (; next < records.length; next += 4) await call(4);
}
