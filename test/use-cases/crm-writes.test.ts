import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { plusMinutes, secondsBetween } from '#shared/domain/time/instants.ts';
import { askForStatus } from '#shared/use-cases/crm-writes/ask-for-write.ts';
import { settle } from '#shared/use-cases/crm-writes/settle-writes.ts';
import { retryWrite, retryWrites } from '#shared/use-cases/crm-writes/retry-writes.ts';
import { zoneNamed } from '#test/support/at.ts';
import {
  crmWriteWorld,
  kind,
  organisation,
  start,
  type CrmWriteWorld,
} from '#test/support/crm-write-world.ts';

const caller = { organisation, userId: 'ada', role: 'admin' } as const;
const open = 'Open - Not Contacted';
const working = 'Working - Contacted';
const closed = 'Closed - Not Converted';
const converted = 'Closed - Converted';

async function prepared(): Promise<CrmWriteWorld> {
  const w = await crmWriteWorld();
  await w.link('lead', 'L1', { agreed: { Status: open }, theirAccountId: 'A1' });
  await w.link('account', 'A1', { agreed: { Status__c: 'New' } });
  return w;
}

const stateOf = async (w: CrmWriteWorld, id: string) => (await w.write(id))?.state;

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
    const wish = {
      organisation,
      kind,
      object: 'lead',
      theirId: 'L1',
      ours: 'lead.lead1',
      field: 'Status',
    } as const;
    await askForStatus(w, { ...wish, at: start, key: 'run-1', value: converted, converts: true }, start);
    await w.stream();
    const later = plusMinutes(start, 1);
    w.clock.set(later);
    await askForStatus(w, { ...wish, at: later, key: 'run-2', value: closed, converts: false }, later);
    // The older one is repeated, as after a crash.
    await askForStatus(w, { ...wish, at: start, key: 'run-1', value: converted, converts: true }, later);
    w.crm.fails = () => undefined;
    await retryWrites(w, { caller, kind, now: later });
    await w.passes(30);
    assert.deepEqual(w.crm.converted, []);
    assert.equal(w.crm.valueOf('lead', 'L1', 'Status'), closed);
  });

  test('B6: one that was taken back is done when it is wished anew, whoever takes the old one back once more', async () => {
    const w = await prepared();
    const wish = {
      organisation,
      kind,
      object: 'lead',
      theirId: 'L1',
      ours: 'lead.lead1',
      field: 'Status',
    } as const;
    const minute = (n: number) => plusMinutes(start, n);
    await askForStatus(w, { ...wish, at: start, key: 'run-1', value: converted, converts: true }, start);
    // Whoever takes it back is slow: between two of its calls it is wished anew.
    const put = w.store.crmWrites.put.bind(w.store.crmWrites);
    let wasAsked = false;
    w.store.crmWrites.put = async (item, expected) => {
      const outcome = await put(item, expected);
      if (item.id.endsWith('.convert') && !wasAsked) {
        wasAsked = true;
        await askForStatus(
          w,
          { ...wish, at: minute(2), key: 'run-3', value: converted, converts: true },
          start,
        );
      }
      return outcome;
    };
    await askForStatus(w, { ...wish, at: minute(1), key: 'run-2', value: closed, converts: false }, start);
    await w.passes(30);
    assert.deepEqual(w.crm.converted, ['L1']);
  });
});

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
    await w.store.users.put(
      {
        organisation,
        id: 'anne',
        revision: 1,
        name: 'Anne',
        email: 'anne@acme.example',
        role: 'user',
        zone: zoneNamed('Europe/Paris'),
        groupIds: [],
        active: true,
      },
      'absent',
    );
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
