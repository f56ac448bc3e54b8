import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { toItem } from '#shared/adapters/collection.ts';
import type { Item } from '#shared/contracts/stored/codec.ts';
import { EVERY_ORGANISATION } from '#shared/domain/holds/hold.ts';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import type { Store } from '#shared/ports/store.ts';
import { tables } from '#shared/tables/tables.ts';
import { listAll } from '#shared/use-cases/list-all.ts';
import { readReconciliation } from '#shared/use-cases/reconciliation/read-reconciliation.ts';
import { sweepEnrollments, type SweepReport } from '#shared/use-cases/reconciliation/sweep-enrollments.ts';
import { stopEnrollment } from '#shared/use-cases/enrollments/change-enrollment.ts';
import { workLane } from '#shared/use-cases/lanes/work-lane.ts';
import { at, enrollmentNamed } from '#test/support/at.ts';
import { memoryStore } from '#test/support/memory/memory-store.ts';
import { living, person, start } from '#test/support/recorded.ts';
import { ORGANISATION as organisation, SENDER, SEQUENCE, world, type World } from '#test/support/world.ts';

const steps = [
  { wait: { amount: 2, unit: 'hours' as const } },
  { wait: { amount: 2, unit: 'days' as const } },
];

/** What a store was asked, as `<table>.<operation>`. */
function counting(store: Store): { store: Store; calls: string[] } {
  const calls: string[] = [];
  const watched = new Proxy(store, {
    get: (all, table: keyof Store) =>
      new Proxy(all[table], {
        get(documents, operation: string) {
          calls.push(`${table}.${operation}`);
          return Reflect.get(documents, operation) as unknown;
        },
      }),
  });
  return { store: watched, calls };
}

const sweep = (
  w: World,
  of: { small?: number; hasTime?: () => boolean; store?: Store } = {},
): Promise<SweepReport> =>
  sweepEnrollments(
    { ...w.ports, store: of.store ?? w.ports.store },
    {
      part: { number: 0, of: 1 },
      small: of.small ?? 0,
      now: w.clock.now(),
      hasTime: of.hasTime ?? (() => true),
    },
  );

/** One lead that goes today, and so many that queue behind it. */
const queueing = (count: number) =>
  living({ steps, leads: many(count + 1), settings: { maxMailsPerDay: 1 } });
/** When they may go, before everything is counted again. */
const nextMorning = at('2026-11-24T08:15:00.000Z');

const many = (count: number) => Array.from({ length: count }, (_, n) => ({ id: `lead${n + 1}` }));

describe('the sweep', () => {
  test('F4: between two counts of everything, reads the index alone while nothing is amiss', async () => {
    const w = await living({ steps, leads: many(120) });
    assert.equal((await sweep(w)).read, 120, 'the first counts everything');
    for (let n = 1; n <= 100; n += 1)
      await stopEnrollment(w.ports, {
        organisation,
        id: enrollmentNamed(`lead${n}.${SEQUENCE}.1`),
        because: person,
        now: w.clock.now(),
      });
    const { store, calls } = counting(w.ports.store);
    const report = await sweep(w, { store });
    assert.deepEqual(
      [report.read, report.repaired, report.through],
      [20, 0, true],
      'those that are over are not read',
    );
    assert.deepEqual(
      [...new Set(calls)].sort(),
      ['enrollments.scanIndex', 'sweepParts.get', 'sweepParts.put'],
      'and no enrollment is read, and no entry made, for those that are well',
    );
  });

  test('F4: wakes what is overdue, by the index and by the count of everything', async () => {
    for (const counted of [true, false]) {
      const w = await living({ steps });
      if (counted) await sweep(w);
      w.scheduler.due(plusMinutes(start, 365 * 24 * 60));
      w.clock.set(plusMinutes(start, 2 * 60 + 20));
      assert.equal((await sweep(w)).repaired, 1);
      await w.run(plusMinutes(start, 2 * 60 + 30));
      assert.equal(w.mailer.sent.length, 1);
    }
  });

  test('F4: lets a lane with a queue open whose opening was lost, by the index of queues and by the count of everything', async () => {
    for (const small of [0, 10]) {
      const w = await queueing(2);
      await sweep(w);
      await w.run(plusMinutes(start, 3 * 60));
      assert.equal(w.mailer.sent.length, 1);
      assert.equal(w.scheduler.due(nextMorning).length, 1, 'the opening is lost');
      w.clock.set(plusMinutes(start, 4 * 60));
      assert.equal((await sweep(w, { small })).repaired, 0, 'a lane whose day has not come is left alone');
      w.clock.set(nextMorning);
      assert.equal((await sweep(w, { small })).repaired, 1, 'the two that wait for one day are one opening');
      await w.run(plusMinutes(nextMorning, 2 * 60));
      assert.equal(w.mailer.sent.length, 2);
    }
  });

  test('F4: lets a lane open in which a former release queued, from the index of those under way', async () => {
    const w = await queueing(1);
    const items = (await w.enrollments()).map((each) => toItem(tables.enrollments, each));
    const former = items.map(({ backlogOrder: order, ...item }): Item => {
      if (typeof order !== 'string') return item;
      const mark = `L${order.slice(-'2026-11-24'.length)}${SENDER}.mail`;
      return { ...item, backlogOrder: order.slice(0, order.lastIndexOf('#')), open: 'le', by: mark };
    });
    const store = memoryStore(undefined, { enrollments: former });
    const later = world(nextMorning, undefined, store);
    for (const user of await listAll(w.ports.store.users, organisation))
      await store.users.put({ ...user, revision: 1 }, 'absent');
    await store.sweepParts.put(
      {
        organisation: EVERY_ORGANISATION,
        id: '0-of-1',
        revision: 1,
        counted: { at: nextMorning, counts: [] },
      },
      'absent',
    );
    const report = await sweep(later);
    assert.equal(report.read, 1 + 2, 'it is in both');
    assert.equal(report.repaired, 2, 'its lane, and the step of the first that is overdue');
    const [queued] = (await later.enrollments()).filter(({ state }) => state.status === 'backlogged');
    assert.ok(queued);
    await store.enrollments.put({ ...queued, revision: queued.revision + 1 }, queued.revision);
    assert.equal((await sweep(later)).read, 1 + 1, 'and in one once this release has written it');
  });

  test('F4: goes on where its time ended, in the queues and then among those under way', async () => {
    const w = await queueing(120);
    await sweep(w);
    w.clock.set(plusMinutes(start, 60));
    const reports: SweepReport[] = [];
    const kept: unknown[] = [];
    do {
      reports.push(await sweep(w, { hasTime: () => false }));
      const noted = await w.ports.store.sweepParts.get(EVERY_ORGANISATION, '0-of-1');
      kept.push([noted?.queuesFrom !== undefined, noted?.round !== undefined]);
    } while (reports.at(-1)?.through === false && reports.length < 10);
    assert.deepEqual(
      reports.map(({ read, through }) => [read, through]),
      [
        [50, false],
        [50, false],
        [20 + 1, true],
      ],
    );
    assert.deepEqual(kept, [
      [true, false],
      [true, false],
      [false, false],
    ]);
  });

  test('F4: counts everything again after a day, and every time while there is little', async () => {
    const w = await living({ steps, leads: many(3) });
    assert.equal((await readReconciliation(w.ports, organisation)).at, undefined);
    const countedAt = async () => (await readReconciliation(w.ports, organisation)).at;
    await sweep(w);
    assert.equal(await countedAt(), start);
    w.clock.set(plusMinutes(start, 60));
    await sweep(w);
    assert.equal(await countedAt(), start, 'an hour later those under way alone');
    await sweep(w, { small: 4 });
    assert.equal(await countedAt(), plusMinutes(start, 60), 'but three are few');
    w.clock.set(plusMinutes(start, 26 * 60));
    await sweep(w);
    const { at: last, enrolled, pending } = await readReconciliation(w.ports, organisation);
    assert.deepEqual([last, enrolled, pending], [plusMinutes(start, 26 * 60), 3, 3]);
  });

  test('F4: goes on where its time ended, and counts each enrollment once', async () => {
    const w = await living({ steps, leads: many(120) });
    const reports: SweepReport[] = [];
    do reports.push(await sweep(w, { hasTime: () => false }));
    while (reports.at(-1)?.through === false && reports.length < 10);
    assert.deepEqual(
      reports.map(({ read, through }) => [read, through]),
      [
        [50, false],
        [50, false],
        [20, true],
      ],
    );
    assert.equal((await readReconciliation(w.ports, organisation)).enrolled, 120);
  });

  test('F4: leaves the round to another sweep that is further', async () => {
    const w = await living({ steps, leads: many(60) });
    const other = { ...w.ports.store.sweepParts };
    const store = {
      ...w.ports.store,
      sweepParts: {
        ...other,
        async get(of: string, part: string) {
          const before = await other.get(of, part);
          await sweep(w);
          return before;
        },
      },
    };
    assert.equal((await sweep(w, { store })).through, false);
    assert.equal((await readReconciliation(w.ports, organisation)).enrolled, 60);
    assert.equal((await w.ports.store.sweepParts.get(EVERY_ORGANISATION, '0-of-1'))?.revision, 1);
  });

  test('F4: passes over an enrollment that cannot be read or mended, and says so', async () => {
    const w = await living({ steps, leads: many(3) });
    const enrollments = await w.enrollments();
    const [first, ...others] = enrollments.map((each) => toItem(tables.enrollments, each));
    assert.ok(first);
    const damaged: Item = { ...first, state: { status: 'of-a-newer-release' } };
    const store = memoryStore(undefined, { enrollments: [damaged, ...others] });
    const later = { ...world(plusMinutes(start, 3 * 60), undefined, store) };
    for (const read of ['all', 'under-way']) {
      const report = await sweep(later);
      assert.equal(report.failed.length, 1, read);
      assert.match(String(report.failed[0]), /Cannot read enrollments/);
      assert.equal(report.through, true);
    }
  });

  test('F4: a wake-up that comes again makes the entry that failed after its message went out', async () => {
    const w = await living({ steps: steps.map((step) => ({ ...step, type: 'automated-sms' as const })) });
    const [entry] = w.scheduler.entries();
    assert.ok(entry);
    w.clock.set(entry.at);
    const create = w.ports.scheduler.create.bind(w.ports.scheduler);
    w.ports.scheduler.create = () => Promise.reject(new Error('throttled'));
    await assert.rejects(workLane(w.ports, [entry.wakeUp], w.clock.now()), /throttled/);
    w.ports.scheduler.create = create;
    const before = w.scheduler.entries().length;
    assert.deepEqual((await workLane(w.ports, [entry.wakeUp], w.clock.now())).results, ['stale']);
    assert.equal(w.scheduler.entries().length, before + 1);
    await w.run(at('2026-11-30T09:00:00.000Z'));
    assert.equal(w.sms.sent.length, 2);
  });
});
