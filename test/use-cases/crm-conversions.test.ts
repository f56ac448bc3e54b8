import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import { askForStatus } from '#shared/use-cases/crm-writes/ask-for-write.ts';
import { retryWrites } from '#shared/use-cases/crm-writes/retry-writes.ts';
import {
  closed,
  converted,
  kind,
  organisation,
  prepared,
  start,
  stateOf,
  wishForStatus,
  type CrmWriteWorld,
} from '#test/support/crm-write-world.ts';

const caller = { organisation, userId: 'ada', role: 'admin' } as const;

describe('converting a lead', () => {
  const wishConvert = (w: CrmWriteWorld, more = {}) =>
    w.ask({ ...more, work: { kind: 'convert', status: converted } });

  test('B6: is done once, however often it is asked for, and the status is agreed on', async () => {
    const w = await prepared();
    for (let n = 0; n < 3; n += 1) {
      await wishConvert(w);
      await w.stream();
    }
    assert.deepEqual(w.crm.converted, ['L1']);
    assert.deepEqual(await w.agreed('lead', 'L1'), { Status: converted });
  });

  test('B6: of which no answer came is settled by reading the lead: it was done', async () => {
    const w = await prepared();
    const id = await wishConvert(w);
    w.crm.fails = (_call, name) => (name === 'convert' ? { fault: { kind: 'unknown' }, done: 1 } : undefined);
    await w.stream();
    assert.equal((await stateOf(w, id))?.status, 'unknown');
    await w.passes(5);
    assert.equal((await stateOf(w, id))?.status, 'written');
    assert.deepEqual(w.crm.converted, ['L1']);
    assert.equal(w.crm.calls.filter((name) => name === 'convert').length, 1);
    assert.deepEqual(await w.agreed('lead', 'L1'), { Status: converted });
  });

  test('B6: of which no answer came and that was not done is asked for once more, but not before a grace time', async () => {
    const w = await prepared();
    const id = await wishConvert(w);
    w.crm.fails = (call) => (call === 2 ? { fault: { kind: 'unknown' } } : undefined);
    await w.stream();
    await w.passes(10);
    assert.equal((await stateOf(w, id))?.status, 'unknown');
    assert.equal(w.crm.calls.filter((name) => name === 'convert').length, 1);
    await w.passes(10);
    assert.equal((await stateOf(w, id))?.status, 'written');
    assert.deepEqual(w.crm.converted, ['L1']);
  });

  test('B6: waits for what is still to be written to the lead', async () => {
    const w = await prepared();
    await w.wishFields({ Phone: '+33100000004' });
    await wishConvert(w);
    w.crm.locked.add('lead L1');
    await w.stream();
    assert.deepEqual(w.crm.converted, []);
    await w.passes(15);
    assert.equal(w.crm.valueOf('lead', 'L1', 'Phone'), '+33100000004');
    assert.deepEqual(w.crm.converted, ['L1']);
  });

  test('B6: a lead that somebody there has converted is not converted', async () => {
    const w = await prepared();
    w.crm.seed({ object: 'lead', id: 'L1', convertedTo: 'C9' });
    const id = await wishConvert(w);
    await w.stream();
    assert.equal((await stateOf(w, id))?.status, 'written');
    assert.deepEqual(w.crm.calls, ['read']);
  });

  test('B6: a newer status takes back a conversion that nobody has begun, also when failed ones are tried again', async () => {
    const w = await prepared();
    w.crm.fails = () => ({ fault: { kind: 'unavailable' } });
    await askForStatus(
      w,
      { ...wishForStatus, at: start, key: 'run-1', value: converted, converts: true },
      start,
    );
    await w.stream();
    const later = plusMinutes(start, 1);
    w.clock.set(later);
    await askForStatus(
      w,
      { ...wishForStatus, at: later, key: 'run-2', value: closed, converts: false },
      later,
    );
    // The older one is repeated, as after a crash.
    await askForStatus(
      w,
      { ...wishForStatus, at: start, key: 'run-1', value: converted, converts: true },
      later,
    );
    w.crm.fails = () => undefined;
    await retryWrites(w, { caller, kind, now: later });
    await w.passes(30);
    assert.deepEqual(w.crm.converted, []);
    assert.equal(w.crm.valueOf('lead', 'L1', 'Status'), closed);
  });

  test('B6: one that was taken back is done when it is wished anew, whoever takes the old one back once more', async () => {
    const w = await prepared();
    const minute = (n: number) => plusMinutes(start, n);
    await askForStatus(
      w,
      { ...wishForStatus, at: start, key: 'run-1', value: converted, converts: true },
      start,
    );
    // Whoever takes it back is slow: between two of its calls it is wished anew.
    const put = w.store.crmWrites.put.bind(w.store.crmWrites);
    let wasAsked = false;
    w.store.crmWrites.put = async (item, expected) => {
      const outcome = await put(item, expected);
      if (item.id.endsWith('.convert') && !wasAsked) {
        wasAsked = true;
        await askForStatus(
          w,
          { ...wishForStatus, at: minute(2), key: 'run-3', value: converted, converts: true },
          start,
        );
      }
      return outcome;
    };
    await askForStatus(
      w,
      { ...wishForStatus, at: minute(1), key: 'run-2', value: closed, converts: false },
      start,
    );
    await w.passes(30);
    assert.deepEqual(w.crm.converted, ['L1']);
  });
});
