import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import { settle } from '#shared/use-cases/crm-writes/settle-writes.ts';
import {
  closed,
  kind,
  organisation,
  prepared,
  start,
  stateOf,
  working,
} from '#test/support/crm-write-world.ts';

describe('what is to be written to the CRM', () => {
  test('B6: is written once, and both sides agree on it from then on', async () => {
    const w = await prepared();
    const id = await w.wishFields({ Status: working });
    await w.stream();
    await w.stream();
    assert.deepEqual(w.crm.written, [{ object: 'lead', id: 'L1', field: 'Status', value: working }]);
    assert.deepEqual(await stateOf(w, id), { status: 'written', at: start });
    assert.deepEqual(await w.agreed('lead', 'L1'), { Status: working });
  });

  test('B6: several wishes for one record are one item: of each field the newest counts', async () => {
    const w = await prepared();
    await w.wishFields({ Status: working, Phone: '+33100000001' });
    await w.wishFields({ Status: closed });
    await w.stream();
    assert.deepEqual(w.crm.calls, ['write']);
    assert.equal(w.crm.valueOf('lead', 'L1', 'Status'), closed);
    assert.equal(w.crm.valueOf('lead', 'L1', 'Phone'), '+33100000001');
  });

  test('B6: a wish that is older than one that was written changes nothing', async () => {
    const w = await prepared();
    const before = w.clock.now();
    w.clock.set(plusMinutes(start, 10));
    await w.wishFields({ Status: closed });
    await w.stream();
    await w.wishFields({ Status: working }, { at: before });
    await w.stream();
    assert.equal(w.crm.valueOf('lead', 'L1', 'Status'), closed);
    assert.equal(w.crm.written.length, 1);
  });

  test('B6: the same wish twice is one, also when it was written in between', async () => {
    const w = await prepared();
    for (let n = 0; n < 2; n += 1) {
      await w.wishFields({ Status: working }, { key: 'run-1' });
      await w.stream();
    }
    assert.equal(w.crm.written.length, 1);
  });

  test('B6: what was written is not written again by a wish for something else', async () => {
    const w = await prepared();
    await w.wishFields({ Status: working });
    await w.stream();
    await w.wishFields({ Phone: '+33100000002' });
    await w.stream();
    assert.deepEqual(
      w.crm.written.map(({ field }) => field),
      ['Status', 'Phone'],
    );
  });

  test('B6: a newer wish during the call is written at once after it; what was the same is not written again', async () => {
    const w = await prepared();
    const id = await w.wishFields({ Status: working, Phone: '+33100000003' });
    let wished: Promise<unknown> | undefined;
    w.crm.fails = (_call, name) => {
      if (name === 'write') wished ??= w.wishFields({ Status: closed, Phone: '+33100000003' });
      return undefined;
    };
    const slow = {
      ...w,
      crm: {
        ...w.crm,
        write: async (...of: Parameters<typeof w.crm.write>) => {
          const answers = await w.crm.write(...of);
          await wished;
          return answers;
        },
      },
    };
    await w.stream(slow);
    assert.deepEqual(await stateOf(w, id), { status: 'pending', nextAt: start, tries: 0 });
    await w.stream();
    assert.deepEqual(
      w.crm.written.map(({ field, value }) => `${field} ${value}`),
      [`Status ${working}`, 'Phone +33100000003', `Status ${closed}`],
    );
    assert.deepEqual(await w.agreed('lead', 'L1'), { Status: closed, Phone: '+33100000003' });
  });

  test('B6: a value is emptied', async () => {
    const w = await prepared();
    await w.wishFields({ Status: null });
    await w.stream();
    assert.equal(w.crm.valueOf('lead', 'L1', 'Status'), undefined);
    assert.deepEqual(await w.agreed('lead', 'L1'), {});
  });

  test('B6: what was taken in from the CRM during the call stays what both sides agreed on', async () => {
    const w = await prepared();
    await w.wishFields({ Status: working });
    const slow = {
      ...w,
      crm: {
        ...w.crm,
        write: async (...of: Parameters<typeof w.crm.write>) => {
          const answers = await w.crm.write(...of);
          // Somebody there changes it again, and the sync takes that in first.
          const link = await w.store.crmLinks.get(organisation, `${kind}.lead.L1`);
          assert.ok(link);
          await w.store.crmLinks.put(
            { ...link, revision: link.revision + 1, agreed: { Status: closed } },
            link.revision,
          );
          return answers;
        },
      },
    };
    await w.stream(slow);
    assert.deepEqual(await w.agreed('lead', 'L1'), { Status: closed });
  });

  test('B6: who was lost and comes back settles nothing that somebody else has claimed by then', async () => {
    const w = await prepared();
    const id = await w.wishFields({ Status: working });
    const first = await w.write(id);
    assert.ok(first);
    const held = (holder: string, now = start) => ({
      status: 'claimed' as const,
      until: plusMinutes(now, 15),
      tries: 0,
      holder,
    });
    const lost = { ...first, revision: 2, state: held('lost') };
    await w.store.crmWrites.put({ ...first, revision: 2, state: held('other') }, 1);
    await settle(w, lost, { kind: 'failed', why: 'It came too late.' }, start);
    assert.deepEqual(await stateOf(w, id), held('other'));
  });

  test('B6: records go together in calls of two hundred, by object', async () => {
    const w = await prepared();
    for (let n = 0; n < 250; n += 1) {
      w.crm.seed({ object: 'lead', id: `M${n}` });
      await w.wishFields({ Status: working }, { theirId: `M${n}` });
    }
    await w.wishFields(
      { Status__c: 'Interested' },
      { object: 'account', theirId: 'A1', ours: 'account.one' },
    );
    await w.stream();
    assert.deepEqual(w.crm.calls, ['write', 'write', 'write']);
    assert.equal(w.crm.written.length, 251);
  });
});
