import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import type { WakeUp } from '#shared/domain/lanes/wake-up.ts';
import type { Scheduler } from '#shared/ports/scheduler.ts';
import { at, enrollmentNamed, laneNamed } from '#test/support/at.ts';

/** A scheduler, and what can be seen of it from outside. The clock stands at `now`. */
export type SchedulerUnderTest = {
  scheduler: Scheduler;
  entries: () => { name: string; at: Instant; group: string; wakeUp: unknown }[];
  /** Those of the queue of webhooks. */
  deliveries: () => { name: string; at: Instant; organisation: string; deliveryId: string }[];
  /** Those of the queue of matches. */
  matches: () => { name: string; at: Instant; message: unknown }[];
};
export const now = at('2027-03-15T09:00:00.000Z');

const wakeUp: WakeUp = {
  kind: 'step',
  organisation: 'acme',
  lane: laneNamed('u1.mail'),
  enrollment: enrollmentNamed('l1.q1.1'),
  step: 's1',
  revision: 4,
};
const entry = (name: string, at: Instant) => ({ name, at, group: 'acme.u1.mail', wakeUp });

/** What every scheduler does. */
export function schedulerContract(name: string, open: () => SchedulerUnderTest): void {
  describe(`the ${name} scheduler`, () => {
    const atOf = (wanted: string) =>
      open()
        .entries()
        .find(({ name: found }) => found === wanted)?.at;

    test('keeps the wake-up with the entry in it, its group and its instant', async () => {
      const { scheduler, entries } = open();
      const made = entry('l1.q1.1-4', at('2027-03-16T07:30:00.000Z'));
      assert.equal(await scheduler.create(made), 'created');
      assert.deepEqual(
        entries().find(({ name: found }) => found === 'l1.q1.1-4'),
        { ...made, wakeUp: { ...wakeUp, entry: { name: made.name, at: made.at } } },
      );
    });

    test('sends no two bodies alike, so that the queue drops none', async () => {
      const { scheduler, entries } = open();
      await scheduler.create(entry('alike-1', at('2027-03-16T07:30:00.000Z')));
      await scheduler.create(entry('alike-2', at('2027-03-16T07:30:00.000Z')));
      const bodies = entries().flatMap((made) =>
        made.name.startsWith('alike') ? [JSON.stringify(made.wakeUp)] : [],
      );
      assert.equal(new Set(bodies).size, 2);
    });

    test('says so when an entry is there already, and leaves it', async () => {
      const { scheduler } = open();
      await scheduler.create(entry('twice', at('2027-03-16T07:30:00.000Z')));
      assert.equal(await scheduler.create(entry('twice', at('2027-03-17T07:30:00.000Z'))), 'exists');
      assert.equal(atOf('twice'), at('2027-03-16T07:30:00.000Z'));
    });

    test('wakes a minute from now at the earliest', async () => {
      await open().scheduler.create(entry('past', at('2027-03-15T08:00:00.000Z')));
      assert.equal(atOf('past'), at('2027-03-15T09:01:00.000Z'));
    });

    test('wakes at a whole second, never too early', async () => {
      await open().scheduler.create(entry('part', at('2027-03-16T07:30:00.001Z')));
      assert.equal(atOf('part'), at('2027-03-16T07:30:01.000Z'));
    });

    test('removes an entry, and one that is gone without complaint', async () => {
      const { scheduler } = open();
      await scheduler.create(entry('gone', at('2027-03-16T07:30:00.000Z')));
      await scheduler.remove('gone');
      await scheduler.remove('gone');
      assert.equal(atOf('gone'), undefined);
    });

    test('knows which entries wait', async () => {
      const { scheduler } = open();
      await scheduler.create(entry('known', at('2027-03-16T07:30:00.000Z')));
      assert.equal(await scheduler.has('known'), true);
      assert.equal(await scheduler.has('unknown'), false);
    });

    test('A14: wakes a delivery, once for a name, a minute from now at the earliest', async () => {
      const { scheduler, deliveries } = open();
      const delivery = { name: 'acme.l1-c-1.2', organisation: 'acme', deliveryId: 'l1-c-1' };
      assert.equal(await scheduler.createDelivery({ ...delivery, at: now }), 'created');
      assert.equal(
        await scheduler.createDelivery({ ...delivery, at: at('2027-03-16T07:30:00.000Z') }),
        'exists',
      );
      assert.deepEqual(deliveries(), [{ ...delivery, at: at('2027-03-15T09:01:00.000Z') }]);
      assert.equal(await scheduler.has(delivery.name), false);
    });

    test('E1: looks at a subject again, once for a name, and takes the entry away', async () => {
      const { scheduler, matches } = open();
      const message = {
        organisation: 'acme',
        automationId: 'offers',
        subject: { kind: 'record' as const, id: 'offer.a1' },
      };
      const look = { name: 'offers-1', message };
      assert.equal(await scheduler.createMatch({ ...look, at: now }), 'created');
      assert.equal(await scheduler.createMatch({ ...look, at: now }), 'exists');
      assert.deepEqual(matches(), [{ ...look, at: at('2027-03-15T09:01:00.000Z') }]);
      await scheduler.removeMatch('offers-1');
      await scheduler.removeMatch('offers-1');
      assert.deepEqual(matches(), []);
    });
  });
}
