import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { plusMinutes, plusSeconds } from '#shared/domain/time/instants.ts';
import { deleteConnection, pauseConnection } from '#shared/use-cases/connections/change-connection.ts';
import { giveLeaseBack, takeLease } from '#shared/use-cases/connections/lease.ts';
import { noteFault } from '#shared/use-cases/connections/note-health.ts';
import { withCrm } from '#shared/use-cases/connections/open-crm.ts';
import { putConnection } from '#shared/use-cases/connections/put-connection.ts';
import { readHealth } from '#shared/use-cases/connections/read-health.ts';
import { refusalOfCrm } from '#shared/use-cases/connections/refusal-of-crm.ts';
import { testConnection } from '#shared/use-cases/connections/test-connection.ts';
import { askForWrite } from '#shared/use-cases/crm-writes/ask-for-write.ts';
import { syncConnection } from '#shared/use-cases/crm/sync-connection.ts';
import { refusalCounter } from '#shared/use-cases/incoming/count-refusals.ts';
import { retryWrite } from '#shared/use-cases/crm-writes/retry-writes.ts';
import { crmSyncWorld, type CrmSyncWorld } from '#test/support/crm-sync-world.ts';
import { ORGANISATION as organisation, SENDER } from '#test/support/world.ts';

const kind = 'salesforce';
const of = { organisation, kind } as const;
const caller = { organisation, userId: SENDER, role: 'super_admin' } as const;
const settings = { domain: 'https://acme.my.salesforce.com', flow: 'client-credentials' };
const credentials = { clientId: 'id', clientSecret: 'another secret' };

async function connectAnew(w: CrmSyncWorld): Promise<void> {
  const mapping = await w.ports.store.mappings.get(organisation, kind);
  assert.ok(mapping);
  await deleteConnection(w.connected, { caller, kind, expected: 'present' });
  w.clock.set(plusMinutes(w.clock.now(), 60 * 24));
  const input = { settings, credentials };
  const made = { caller, kind, input, expected: 'absent', now: w.clock.now() } as const;
  assert.equal((await putConnection(w.connected, made)).kind, 'saved');
  await w.ports.store.mappings.put({ ...mapping, revision: 1 }, 'absent');
}

describe('B6: a connection', () => {
  test('B6: credentials that change while it is removed do not come back', async () => {
    const w = await crmSyncWorld();
    const { crm, vault } = w.connected;
    const write = vault.write.bind(vault);
    w.connected.crms.salesforce.open = ({ keep }) => ({
      ...crm,
      test: async () => {
        // Removed just before, and while they are written.
        await keep({ refreshToken: 'rotated' });
        return crm.test();
      },
    });
    const now = w.clock.now();
    const tries = () => withCrm(w.connected, { ...of, holder: 'w', now }, (open) => open.test());
    assert.equal((await tries()).kind, 'done');
    assert.equal((await vault.read(organisation, kind))?.['refreshToken'], 'rotated');
    vault.write = async (...given) => {
      await deleteConnection(w.connected, { caller, kind, expected: 'present' });
      await write(...given);
    };
    await tries();
    assert.equal(await vault.read(organisation, kind), undefined);
  });

  test('B6: its credentials are changed by one writer at a time', async () => {
    const w = await crmSyncWorld();
    const now = w.clock.now();
    const change = () =>
      putConnection(w.connected, {
        ...{ caller, kind, input: { settings, credentials }, expected: 'present', now },
      });
    assert.equal(await takeLease(w.ports, of, 'a run', now, 'run'), true);
    assert.equal((await change()).kind, 'busy');
    assert.equal((await w.connected.vault.read(organisation, kind))?.['clientSecret'], 'secret');
    await giveLeaseBack(w.ports, of, 'a run');
    assert.equal((await change()).kind, 'saved');
    assert.equal((await w.connected.vault.read(organisation, kind))?.['clientSecret'], 'another secret');
    assert.equal((await w.ports.store.syncStates.get(organisation, kind))?.lease, undefined);
  });

  test('B6: a request that died keeps a run waiting for minutes, not for the time of a whole run', async () => {
    const w = await crmSyncWorld();
    const now = w.clock.now();
    assert.equal(await takeLease(w.ports, of, 'a request', now), true);
    assert.equal(await takeLease(w.ports, of, 'a run', plusSeconds(now, 140), 'run'), false);
    assert.equal(await takeLease(w.ports, of, 'a run', plusSeconds(now, 160), 'run'), true);
    assert.equal(await takeLease(w.ports, of, 'another', plusSeconds(now, 160 + 620), 'run'), false);
  });

  test('B6: what was wished before a CRM was connected anew is not written until a person wishes it', async () => {
    const w = await crmSyncWorld();
    w.person('lead', 'L1');
    await w.reads();
    const now = w.clock.now();
    const wish = { ...of, object: 'lead', theirId: 'L1', ours: 'lead.x', at: now } as const;
    await askForWrite(w.ports, { ...wish, work: { kind: 'fields', fields: { Status: 'Working' } } }, { now });
    await connectAnew(w);
    await w.reads();
    assert.equal(w.connected.crm.valueOf('lead', 'L1', 'Status'), 'Open');
    const id = 'salesforce.lead.L1.fields';
    const left = await w.ports.store.crmWrites.get(organisation, id);
    assert.equal(left?.state.status, 'failed');
    await retryWrite(w.ports, { caller, kind, id, now: w.clock.now() });
    await w.reads();
    assert.equal(w.connected.crm.valueOf('lead', 'L1', 'Status'), 'Working');
  });

  test('B6: only a call that went well clears what kept it from working', async () => {
    const w = await crmSyncWorld();
    const now = w.clock.now();
    const { store } = w.ports;
    const connection = await store.connections.get(organisation, kind);
    assert.ok(connection);
    const until = plusMinutes(now, 30);
    await noteFault(w.connected, connection, now, {
      fault: { kind: 'unauthorised' },
      message: 'Not let in.',
    });
    await noteFault(w.connected, connection, now, { fault: { kind: 'throttled', until }, message: 'Wait.' });
    const known = async () => {
      const state = await store.syncStates.get(organisation, kind);
      return [state?.problem?.trouble, state?.notBefore, state?.lastGoodAt];
    };
    const opened = { ...of, holder: 'w', now };
    assert.equal((await withCrm(w.connected, opened, async () => 'nothing was to be done')).kind, 'done');
    assert.deepEqual(await known(), ['unauthorised', until, undefined]);
    assert.equal((await withCrm(w.connected, opened, (crm) => crm.count('lead'))).kind, 'done');
    assert.deepEqual(await known(), [undefined, undefined, now]);
  });

  test('B6: a run that ends after it was removed, or made anew, writes nothing of it', async () => {
    for (const anew of [false, true]) {
      const w = await crmSyncWorld();
      const { crm } = w.connected;
      w.person('lead', 'L1');
      const changes = crm.changes.bind(crm);
      crm.changes = async (asked) => {
        const page = await changes(asked);
        crm.changes = changes;
        if (anew) await connectAnew(w);
        else await deleteConnection(w.connected, { caller, kind, expected: 'present' });
        return page;
      };
      const now = w.clock.now();
      await syncConnection(w.connected, { ...of, holder: 'a run', now, hasTime: () => true });
      const state = await w.ports.store.syncStates.get(organisation, kind);
      // Which account it was outlives it.
      const { account, revision: _revision, ...rest } = state ?? {};
      assert.equal(account?.id, 'memory');
      assert.deepEqual(rest, { organisation, id: kind, kind, objects: {} });
    }
  });

  test('B6: a fault that is told after it was removed is not noted, nor are requests that were refused', async () => {
    const w = await crmSyncWorld();
    const now = w.clock.now();
    const { crm } = w.connected;
    w.connected.crm.fails = () => ({ fault: { kind: 'unauthorised' } });
    const test = crm.test.bind(crm);
    crm.test = async () => {
      await deleteConnection(w.connected, { caller, kind, expected: 'present' });
      return test();
    };
    assert.equal((await testConnection(w.connected, { caller, kind, now })).kind, 'tested');
    await refusalCounter(w.ports).add(of, 'forged', now);
    assert.equal(await w.ports.store.syncStates.get(organisation, kind), undefined);
  });

  test('B6: to which account the links lead is known when it is made anew, so that another account leaves them', async () => {
    const w = await crmSyncWorld();
    w.person('lead', '151');
    await w.reads();
    await connectAnew(w);
    w.connected.crm.account = 'another';
    w.connected.crm.change('lead', '151', { Email: 'stranger@customer.example', FirstName: 'Stranger' });
    const before = await w.leadOf('lead', '151');
    await w.reads();
    await w.reads();
    assert.notEqual(await w.leadOf('lead', '151'), before);
  });

  test('B1: whoever waits is told when a CRM does not answer in time, and what to do', async () => {
    const w = await crmSyncWorld();
    const now = w.clock.now();
    const { crm } = w.connected;
    let answer: (() => void) | undefined;
    const newest = crm.newest.bind(crm);
    crm.newest = async (asked) => {
      await new Promise<void>((resolve) => (answer = resolve));
      return newest(asked);
    };
    const cleared: string[] = [];
    const waiting = (passed: Promise<void>) => ({
      ...w.connected,
      deadline: () => ({ seconds: 20, passed, clear: () => void cleared.push('cleared') }),
    });
    const asked = { object: 'lead', fields: [], most: 10 } as const;
    const read = await withCrm(waiting(Promise.resolve()), { ...of, holder: 'w', now, alone: true }, (open) =>
      open.newest(asked),
    );
    assert.deepEqual(read, { kind: 'late', seconds: 20 });
    const refusal = refusalOfCrm(read, kind);
    assert.ok(refusal.kind === 'conflict');
    assert.match(
      refusal.detail,
      /^Salesforce did not answer within 20 seconds, and nothing was changed: try/,
    );
    // What is under way keeps its lease: a token may just be renewed.
    assert.equal(await takeLease(w.ports, of, 'another', now), false);
    while (answer === undefined) await Promise.resolve();
    answer();
    while (!(await takeLease(w.ports, of, 'another', now))) await Promise.resolve();
    const never = new Promise<void>(() => undefined);
    assert.equal(
      (await withCrm(waiting(never), { ...of, holder: 'w', now }, (open) => open.count('lead'))).kind,
      'done',
    );
    assert.deepEqual(cleared, ['cleared', 'cleared']);
  });

  test('B6: one that is paused or removed during a run is read no further', async () => {
    const w = await crmSyncWorld();
    for (let n = 1; n <= 500; n += 1) w.person('lead', `L${n}`);
    const changes = w.connected.crm.changes.bind(w.connected.crm);
    let pages = 0;
    w.connected.crm.changes = async (asked) => {
      if (asked.object === 'lead') pages += 1;
      if (pages === 1) await pauseConnection(w.connected, { caller, kind, now: w.clock.now(), paused: true });
      return changes(asked);
    };
    await w.reads();
    assert.equal(pages, 1);
  });

  test('B6: what is mapped no more does not lag, and what is mapped since does until it was read', async () => {
    const w = await crmSyncWorld();
    const health = async () => {
      const connection = await w.ports.store.connections.get(organisation, kind);
      assert.ok(connection);
      return readHealth(w.connected, connection, w.clock.now());
    };
    await w.reads();
    const { fields = [] } = (await w.ports.store.mappings.get(organisation, kind)) ?? {};
    await w.map({ fields: fields.filter(({ object }) => object === 'lead') });
    w.clock.set(plusMinutes(w.clock.now(), 120));
    await w.reads();
    const fine = await health();
    assert.equal(fine.lagSeconds, 0);
    assert.equal(fine.problem, undefined);
    await w.map({ fields, changedAt: w.clock.now() });
    w.clock.set(plusMinutes(w.clock.now(), 90));
    assert.equal((await health()).problem?.trouble, 'lagging');
  });
});
