import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { retryWrite } from '#shared/use-cases/crm-writes/retry-writes.ts';
import { kind, organisation, prepared, start, stateOf } from '#test/support/crm-write-world.ts';
import { anne } from '#test/support/anne.ts';

const caller = { organisation, userId: 'ada', role: 'admin' } as const;

describe('activities beside a record', () => {
  const activity = {
    kind: 'activity',
    of: 'mail',
    as: 'task',
    subject: 'Mail sent: Hello',
    at: start,
  } as const;

  test('B6: are written once, in the name of the user where the CRM knows the address', async () => {
    const w = await prepared();
    const of = { organisation, revision: 1, kind, readAt: start } as const;
    const options = [{ value: '005A', label: 'Anne@Acme.example', active: true }];
    await w.store.picklists.put(
      { ...of, id: `${kind}.users.owners`, object: 'account', field: 'owners', options },
      'absent',
    );
    await w.store.users.put(anne, 'absent');
    for (let n = 0; n < 2; n += 1) {
      await w.ask({ work: { ...activity, userId: 'anne' } }, 'a1');
      await w.stream();
    }
    assert.deepEqual(
      w.crm.activities.map(({ subject, ownerId }) => [subject, ownerId]),
      [['Mail sent: Hello', '005A']],
    );
  });

  test('B6: one of which no answer came is not written again by itself where the CRM cannot tell', async () => {
    const w = await prepared();
    w.crm.fails = (call) => (call === 1 ? { fault: { kind: 'unknown' }, done: 1 } : undefined);
    const id = await w.ask({ work: activity }, 'a1');
    await w.stream();
    assert.equal((await stateOf(w, id))?.status, 'unknown');
    await w.passes(60);
    assert.equal((await stateOf(w, id))?.status, 'failed');
    assert.equal(w.crm.activities.length, 1);
    const tried = await retryWrite(w, { caller, kind, id, now: w.clock.now() });
    assert.equal(tried.kind, 'asked');
    await w.stream();
    assert.equal((await stateOf(w, id))?.status, 'written');
  });

  test('B6: where the CRM can tell, it is written again under its key', async () => {
    const w = await prepared();
    const knowing = { ...w, crm: { ...w.crm, knowsActivities: true as const } };
    w.crm.fails = (call) => (call === 1 ? { fault: { kind: 'unknown' } } : undefined);
    await w.ask({ work: activity }, 'a1');
    await w.stream(knowing);
    await w.passes(5, knowing);
    assert.equal(w.crm.activities.length, 1);
    assert.equal(w.crm.calls.length, 2);
  });
});
