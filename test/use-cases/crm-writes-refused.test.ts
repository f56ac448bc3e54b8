import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { plusMinutes, secondsBetween } from '#shared/domain/time/instants.ts';
import { retryWrites } from '#shared/use-cases/crm-writes/retry-writes.ts';
import {
  closed,
  kind,
  organisation,
  prepared,
  start,
  stateOf,
  working,
} from '#test/support/crm-write-world.ts';

const caller = { organisation, userId: 'ada', role: 'admin' } as const;

describe('what cannot be written', () => {
  test('B6: what no answer came to is tried again a minute after the call at the earliest, however long the run went before', async () => {
    const w = await prepared();
    const id = await w.wishFields({ Status: working });
    w.crm.fails = (_call, name) => {
      if (name !== 'write') return undefined;
      // The call alone takes some of it.
      w.clock.set(plusMinutes(start, 4));
      return { fault: { kind: 'unknown' } };
    };
    await w.sync();
    const state = await stateOf(w, id);
    assert.ok(state?.status === 'pending');
    assert.equal(secondsBetween(w.clock.now(), state.nextAt), 60);
  });

  test('B6: a record that is locked is tried again after 1, 5, 15, 60 minutes and so on, and then a person is asked', async () => {
    const w = await prepared();
    const id = await w.wishFields({ Status: working });
    const waits: number[] = [];
    for (let state = await stateOf(w, id); state?.status === 'pending'; state = await stateOf(w, id)) {
      waits.push(secondsBetween(w.clock.now(), state.nextAt) / 60);
      w.clock.set(state.nextAt);
      w.crm.locked.add('lead L1');
      await w.sync();
    }
    assert.deepEqual(waits, [0, 1, 5, 15, 60, 240, 720, 1440]);
    const state = await stateOf(w, id);
    assert.deepEqual(state, { status: 'failed', at: w.clock.now(), tries: 8, why: 'The record is locked.' });
    w.crm.locked.clear();
    await w.passes(60);
    assert.deepEqual(w.crm.written, []);
    assert.deepEqual(await retryWrites(w, { caller, kind, now: w.clock.now() }), {
      kind: 'asked',
      retried: 1,
      more: false,
    });
    await w.stream();
    assert.equal(w.crm.valueOf('lead', 'L1', 'Status'), working);
  });

  test('B6: what the CRM refuses fails alone, with its words, and keeps nothing else back', async () => {
    const w = await prepared();
    const id = await w.wishFields({ Status: 'Lost in translation' });
    const other = await w.wishFields({ Status: working }, { theirId: 'L2' });
    w.crm.seed({ object: 'lead', id: 'L2' });
    await w.stream();
    const state = await stateOf(w, id);
    assert.ok(state?.status === 'failed');
    assert.match(state.why, /not on the list of Status/);
    assert.equal((await stateOf(w, other))?.status, 'written');
  });

  test('B6: a field that is not there fails whoever names it; the others are written, and the health says so', async () => {
    const w = await prepared();
    const id = await w.wishFields({ Gone__c: 'x' });
    w.crm.seed({ object: 'lead', id: 'L2' });
    const other = await w.wishFields({ Status: working }, { theirId: 'L2' });
    await w.stream();
    assert.equal((await stateOf(w, id))?.status, 'failed');
    assert.equal((await stateOf(w, other))?.status, 'written');
    assert.deepEqual(w.troubles, ['no-field']);
  });

  test('B6: too much at once waits until the CRM said, which is no try, and nothing more is asked until then', async () => {
    const w = await prepared();
    const until = plusMinutes(start, 3);
    const id = await w.wishFields({ Status: working });
    w.crm.fails = (call) => (call === 1 ? { fault: { kind: 'throttled', until } } : undefined);
    await w.wishFields(
      { Status__c: 'Interested' },
      { object: 'account', theirId: 'A1', ours: 'account.one' },
    );
    await w.stream();
    assert.deepEqual(w.crm.calls, ['write']);
    assert.deepEqual(await stateOf(w, id), {
      status: 'pending',
      nextAt: until,
      tries: 0,
      why: 'The CRM says: throttled.',
    });
    await w.passes(5);
    assert.equal(w.crm.written.length, 2);
  });

  test('B6: who is not let in any more loses nothing: the writes wait, and count no try', async () => {
    const w = await prepared();
    const id = await w.wishFields({ Status: working });
    w.crm.fails = () => ({ fault: { kind: 'unauthorised' } });
    await w.stream();
    await w.passes(24 * 60);
    assert.ok(w.troubles.every((trouble) => trouble === 'unauthorised'));
    const state = await stateOf(w, id);
    assert.deepEqual(state?.status === 'pending' && state.tries, 0);
    w.crm.fails = () => undefined;
    await w.passes(20);
    assert.equal(w.crm.valueOf('lead', 'L1', 'Status'), working);
  });

  test('B6: a paused connection writes nothing; when it goes on everything arrives', async () => {
    const w = await prepared();
    const connection = await w.store.connections.get(organisation, kind);
    assert.ok(connection);
    await w.store.connections.put({ ...connection, revision: 2, paused: { since: start, by: 'ada' } }, 1);
    await w.wishFields({ Status: working });
    await w.stream();
    await w.passes(60);
    assert.deepEqual(w.crm.calls, []);
    await w.store.connections.put({ ...connection, revision: 3 }, 2);
    await w.passes(5);
    assert.equal(w.crm.valueOf('lead', 'L1', 'Status'), working);
  });

  test('B6: hours in which the CRM is not there lose nothing', async () => {
    const w = await prepared();
    await w.wishFields({ Status: working });
    w.crm.fails = () => ({ fault: { kind: 'unavailable' } });
    await w.stream();
    await w.passes(5 * 60);
    w.crm.fails = () => undefined;
    await w.passes(13 * 60);
    assert.equal(w.crm.valueOf('lead', 'L1', 'Status'), working);
  });

  test('B6: of a batch that was half applied everything arrives, each record with its newest value', async () => {
    const w = await prepared();
    for (let n = 0; n < 10; n += 1) {
      w.crm.seed({ object: 'lead', id: `M${n}` });
      await w.wishFields({ Status: working }, { theirId: `M${n}` });
    }
    w.crm.fails = (call) => (call === 1 ? { fault: { kind: 'unknown' }, done: 5 } : undefined);
    await w.stream();
    await w.wishFields({ Status: closed }, { theirId: 'M2' });
    await w.passes(10);
    const values = Array.from({ length: 10 }, (_, n) => w.crm.valueOf('lead', `M${n}`, 'Status'));
    assert.deepEqual(
      values,
      values.map((_, n) => (n === 2 ? closed : working)),
    );
    assert.ok((await w.writes()).every(({ state }) => state.status === 'written'));
  });

  test('B6: what is wished of a record that was merged is written to the one that is left', async () => {
    const w = await prepared();
    await w.link('lead', 'L2');
    const id = await w.wishFields({ Status: working });
    w.crm.merge('lead', 'L2', 'L1');
    await w.stream();
    await w.stream();
    assert.equal(w.crm.valueOf('lead', 'L2', 'Status'), working);
    assert.equal((await stateOf(w, id))?.status, 'written');
    assert.deepEqual(await w.agreed('lead', 'L2'), { Status: working });
  });

  test('B6: a record that is gone is said to be so', async () => {
    const w = await prepared();
    const id = await w.wishFields({ Status: working });
    w.crm.remove('lead', 'L1');
    await w.stream();
    const state = await stateOf(w, id);
    assert.match(state?.status === 'failed' ? state.why : '', /not in the CRM any more/);
  });
});
