import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { withoutSlots, withSlot } from '#shared/domain/lanes/lane-day.ts';
import type { LocalDate } from '#shared/domain/kernel/instant.ts';
import type { Slot } from '#shared/domain/lanes/lane.ts';
import { slotKey } from '#shared/domain/lanes/slot-key.ts';
import { plusSeconds } from '#shared/domain/time/instants.ts';
import { readDay, readDays, writeDay } from '#shared/use-cases/core/lane-days.ts';
import type { Store } from '#shared/ports/store.ts';
import { at, day, enrollmentNamed, laneNamed } from '#test/support/at.ts';
import { itemSize } from '#test/support/item-size.ts';
import { memoryStore, memoryTables } from '#test/support/memory/memory-store.ts';

const organisation = 'acme';
const lane = laneNamed('anne.mail');
const date = day('2027-03-15');
const start = at('2027-03-15T08:00:00.000Z');

function slotOf(lead: number, second: number, from = start): Slot {
  const when = plusSeconds(from, second);
  return { key: slotKey(enrollmentNamed(`l${lead}.q1.1`), 's1'), at: when, gap: 60, due: from, priority: 0 };
}

/** What one worker does with what it has just read: it takes a slot, or gives one back. */
type Act = { takes: boolean; lead: number; second: number; dies: boolean };

const act = fc.record({
  takes: fc.boolean(),
  lead: fc.nat(90),
  second: fc.nat(3_600),
  dies: fc.boolean(),
});

/** When the lane opens on a day of March. */
const openingOf = (on: LocalDate) => plusSeconds(start, (Number(on.slice(-2)) - 15) * 86_400);

class Dead extends Error {}

function unlessDead(error: unknown): undefined {
  if (!(error instanceof Dead)) throw error;
}

/** The store as a worker has it who dies before its second write of a day. */
function dying(store: Store): Store {
  let puts = 0;
  return {
    ...store,
    laneDays: {
      ...store.laneDays,
      async put(part, expected) {
        puts += 1;
        if (puts === 2) throw new Dead();
        return store.laneDays.put(part, expected);
      },
    },
  };
}

/**
 * The store of workers who do each thing when the scheduler says so. What is read together need not be as it was at one
 * moment, as in DynamoDB: here the last is read first, which is the worst.
 */
function scheduled(store: Store, scheduler: fc.Scheduler): Store {
  const { laneDays } = store;
  const get = scheduler.scheduleFunction(laneDays.get.bind(laneDays));
  return {
    ...store,
    laneDays: {
      ...laneDays,
      async between(of, from, upTo) {
        const later = await get(of, upTo);
        const sooner = await get(of, from);
        return [sooner, later].filter((part) => part !== undefined);
      },
      put: scheduler.scheduleFunction(laneDays.put.bind(laneDays)),
    },
  };
}

test('A3, F4: a busy day in two parts is what was written of it, whoever writes at the same time or dies in between', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.array(act, { maxLength: 40 }), { minLength: 1, maxLength: 3 }),
      // Near to where the parts are moved.
      fc.integer({ min: 44, max: 50 }),
      async (scheduler, workers, stored) => {
        const store = memoryStore();
        /** What was written, by the revision that it made. */
        const written = new Map<number, { slot: Slot; takes: boolean }>();
        const work = async (on: Store, { takes, lead, second, dies }: Act): Promise<void> => {
          const read = await readDay(on, organisation, lane, date);
          const slot = slotOf(lead, second);
          const without = withoutSlots(read, new Set([slot.key]));
          const wrote = await writeDay(
            dies ? dying(on) : on,
            takes ? withSlot(without, slot) : without,
          ).catch(unlessDead);
          if (wrote === 'written') written.set(read.revision + 1, { slot, takes });
        };
        for (let lead = 0; lead < stored; lead += 1)
          await work(store, { takes: true, lead, second: lead * 7, dies: false });
        const shared = scheduled(store, scheduler);
        await scheduler.waitFor(
          Promise.all(
            workers.map(async (acts) => {
              for (const each of acts) await work(shared, each);
            }),
          ),
        );
        const expected = new Map<string, number>();
        for (const [, { slot, takes }] of [...written].toSorted(([one], [other]) => one - other)) {
          if (takes) expected.set(slot.key, slot.at);
          else expected.delete(slot.key);
        }
        const { slots } = await readDay(store, organisation, lane, date);
        assert.deepEqual(new Map(slots.map(({ key, at: when }) => [key, when])), expected);
        assert.equal(slots.length, expected.size);
        assert.deepEqual(
          slots.map(({ at: when }) => when),
          slots.map(({ at: when }) => when).toSorted((one, other) => one - other),
        );
      },
    ),
    { numRuns: 100 },
  );
});

test('A3: a slot of a busy day costs a write of one unit, and about one more in fifty', async () => {
  const units: number[] = [];
  const tables = memoryTables(({ table, item }) => {
    if (table === 'lane-days') units.push(Math.ceil(itemSize(item) / 1_024));
  });
  const store = memoryStore(undefined, {}, tables);
  for (let lead = 0; lead < 200; lead += 1)
    await writeDay(store, withSlot(await readDay(store, organisation, lane, date), slotOf(lead, lead * 60)));
  const total = units.reduce((sum, each) => sum + each, 0);
  assert.ok(total <= 200 * 1.06, `${total} units for 200 slots`);
});

test('A3: neighbouring days are read together, each with its own slots', async () => {
  const store = memoryStore();
  const dates = ['2027-03-14', '2027-03-15', '2027-03-16', '2027-03-20'].map(day);
  for (const [index, each] of dates.entries())
    for (let lead = 0; lead < index * 60; lead += 1)
      await writeDay(
        store,
        withSlot(await readDay(store, organisation, lane, each), slotOf(lead, lead, openingOf(each))),
      );
  let reads = 0;
  const counted: Store = {
    ...store,
    laneDays: {
      ...store.laneDays,
      between: (...args) => {
        reads += 1;
        return store.laneDays.between(...args);
      },
    },
  };
  const read = await readDays(counted, organisation, lane, dates.toReversed());
  assert.deepEqual(
    read.map(({ date: on, slots }) => [on, slots.length]),
    dates.map((each, index) => [each, index * 60]),
  );
  assert.equal(reads, 2);
});
