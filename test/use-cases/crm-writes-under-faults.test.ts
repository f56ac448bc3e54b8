import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import type { CrmFault } from '#shared/ports/crm-error.ts';
import { askForStatus } from '#shared/use-cases/crm-writes/ask-for-write.ts';
import { dieAtEveryCall } from '#test/support/deaths.ts';
import {
  closed,
  converted,
  crmWriteWorld,
  start,
  wishForStatus,
  working,
  type CrmPorts,
  type CrmWriteWorld,
} from '#test/support/crm-write-world.ts';

async function prepared(): Promise<CrmWriteWorld> {
  const w = await crmWriteWorld();
  for (const id of ['L1', 'L2']) await w.link('lead', id, { agreed: { Status: 'Open - Not Contacted' } });
  await w.link('account', 'A1', { agreed: { Status__c: 'New' } });
  return w;
}

const portsOf = ({ store, ids, clock, crm }: CrmWriteWorld): CrmPorts => ({ store, ids, clock, crm });

describe('whatever dies, before or after any call', () => {
  test('B6: each status arrives, each lead is converted once, each activity is written once or a person is asked', async () => {
    let tried = 0;
    await dieAtEveryCall({
      before: async () => {
        const w = await prepared();
        await w.wishFields(
          { Status__c: 'Not interested' },
          { object: 'account', theirId: 'A1', ours: 'account.one' },
        );
        await w.wishFields({ Status: working, Phone: '+33100000001' }, { theirId: 'L2' });
        await w.ask({ work: { kind: 'convert', status: converted } });
        await w.ask({ work: { kind: 'activity', of: 'mail', as: 'note', subject: 'Mail', at: start } }, 'a1');
        return w;
      },
      ports: portsOf,
      work: (w, ports) => w.stream(ports),
      after: async (w, where) => {
        tried += 1;
        await w.passes(60);
        assert.equal(w.crm.valueOf('account', 'A1', 'Status__c'), 'Not interested', where);
        assert.equal(w.crm.valueOf('lead', 'L2', 'Status'), working, where);
        assert.deepEqual(w.crm.converted, ['L1'], where);
        assert.ok(w.crm.activities.length <= 1, where);
        for (const write of await w.writes()) {
          const fine = write.work.kind === 'activity' ? ['written', 'failed'] : ['written'];
          assert.ok(fine.includes(write.state.status), `${where}: ${JSON.stringify(write)}`);
          if (write.state.status === 'written' && write.work.kind === 'activity')
            assert.equal(w.crm.activities.length, 1, where);
        }
        assert.deepEqual(await w.agreed('account', 'A1'), { Status__c: 'Not interested' }, where);
        assert.deepEqual(await w.agreed('lead', 'L1'), { Status: converted }, where);
        assert.deepEqual(await w.agreed('lead', 'L2'), { Status: working, Phone: '+33100000001' }, where);
      },
      uncounted: ['clock', 'ids'],
    });
    assert.ok(tried > 40, String(tried));
  });

  test('B6: a conversion of which no answer came is settled all the same', async () => {
    await dieAtEveryCall({
      before: async () => {
        const w = await prepared();
        await w.ask({ work: { kind: 'convert', status: converted } });
        w.crm.fails = (_call, name) =>
          name === 'convert' && w.crm.converted.length === 0
            ? { fault: { kind: 'unknown' }, done: 1 }
            : undefined;
        await w.stream();
        w.clock.set(plusMinutes(start, 5));
        return w;
      },
      ports: portsOf,
      work: (w, ports) => w.sync(ports),
      after: async (w, where) => {
        await w.passes(60);
        assert.deepEqual(w.crm.converted, ['L1'], where);
        assert.deepEqual(
          (await w.writes()).map(({ state }) => state.status),
          ['written'],
          where,
        );
        assert.deepEqual(await w.agreed('lead', 'L1'), { Status: converted }, where);
      },
      uncounted: ['clock', 'ids'],
    });
  });

  test('B6: a newer status that takes back a conversion does so whole', async () => {
    const newer = {
      ...wishForStatus,
      at: plusMinutes(start, 1),
      key: 'run-2',
      value: closed,
      converts: false,
    };
    await dieAtEveryCall({
      before: async () => {
        const w = await prepared();
        await askForStatus(
          w,
          { ...wishForStatus, at: start, key: 'run-1', value: converted, converts: true },
          start,
        );
        return w;
      },
      ports: portsOf,
      work: (_w, ports) => askForStatus(ports, newer, start),
      after: async (w, where) => {
        // Who asks, asks again until it is done.
        await askForStatus(w, newer, start);
        await w.passes(30);
        assert.deepEqual(w.crm.converted, [], where);
        assert.equal(w.crm.valueOf('lead', 'L1', 'Status'), closed, where);
      },
    });
  });
});

describe('whatever the CRM answers', () => {
  type Step =
    | { do: 'wish'; lead: 'L1' | 'L2'; value: string }
    | { do: 'convert' }
    | { do: 'work' }
    | { do: 'wait'; minutes: number };
  const lead = fc.constantFrom('L1' as const, 'L2' as const);
  const step: fc.Arbitrary<Step> = fc.oneof(
    fc.record({
      do: fc.constant('wish' as const),
      lead,
      value: fc.constantFrom(working, closed, 'Open - Not Contacted'),
    }),
    fc.record({ do: fc.constant('convert' as const) }),
    fc.record({ do: fc.constant('work' as const) }),
    fc.record({ do: fc.constant('wait' as const), minutes: fc.constantFrom(5, 20, 60) }),
  );
  const fault: fc.Arbitrary<CrmFault['kind'] | undefined> = fc.constantFrom(
    undefined,
    undefined,
    undefined,
    'unauthorised',
    'throttled',
    'allowance',
    'unavailable',
    'unknown',
  );

  test('B6: no status is lost, none goes over a newer one, and a lead is converted once at most', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 15 }),
        fc.array(fc.record({ fault, done: fc.nat(2) }), { maxLength: 20 }),
        async (steps, faults) => {
          const w = await prepared();
          // A lead of its own: one that is converted takes no status any more.
          await w.link('lead', 'L3');
          w.crm.fails = (call) => {
            const { fault: what, done } = faults[call - 1] ?? {};
            if (what === undefined) return undefined;
            const until = plusMinutes(w.clock.now(), 7);
            if (what === 'throttled' || what === 'allowance') return { fault: { kind: what, until } };
            if (what === 'unknown') return { fault: { kind: what }, done: done ?? 0 };
            return what === 'unauthorised' || what === 'unavailable' ? { fault: { kind: what } } : undefined;
          };
          const wished = new Map<string, string[]>();
          let converting = false;
          for (const one of steps) {
            if (one.do === 'wish') {
              await w.wishFields({ Status: one.value }, { theirId: one.lead });
              wished.set(one.lead, [...(wished.get(one.lead) ?? []), one.value]);
            } else if (one.do === 'convert') {
              await w.ask({ theirId: 'L3', work: { kind: 'convert', status: converted } });
              converting = true;
            } else if (one.do === 'work') await w.stream();
            else await w.passes(one.minutes);
          }
          // Faults end some time: the scripted ones are used up.
          for (let day = 0; day < 3; day += 1) {
            w.clock.set(plusMinutes(w.clock.now(), 12 * 60));
            for (let n = 0; n < 10; n += 1) await w.passes(20);
          }
          for (const [id, values] of wished) {
            assert.equal(w.crm.valueOf('lead', id, 'Status'), values.at(-1));
            const reached = w.crm.written.filter((one) => one.id === id).map(({ value }) => value ?? '');
            assert.ok(isInOrder(reached, values), `${reached.join(', ')} of ${values.join(', ')}`);
            assert.deepEqual((await w.agreed('lead', id))?.['Status'], values.at(-1));
          }
          assert.deepEqual(w.crm.converted, converting ? ['L3'] : []);
          assert.ok((await w.writes()).every(({ state }) => state.status === 'written'));
        },
      ),
      { numRuns: 80, seed: 20270315 },
    );
  });

  /** Whether what reached the CRM is what was wished, in that order: some may be missing, and one may come again. */
  function isInOrder(reached: readonly string[], wished: readonly string[]): boolean {
    let at = 0;
    for (const value of reached) {
      while (at < wished.length && wished[at] !== value) at += 1;
      if (at === wished.length) return false;
    }
    return true;
  }
});
