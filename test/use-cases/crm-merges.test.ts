import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { plusSeconds } from '#shared/domain/time/instants.ts';
import { crmSyncWorld } from '#test/support/crm-sync-world.ts';
import { ORGANISATION as organisation } from '#test/support/world.ts';

describe('B6: whose a record of the CRM is', () => {
  test('B6: a record into which another is merged stays whose it is, also when the other was changed last', async () => {
    const w = await crmSyncWorld();
    w.person('lead', 'L1');
    w.person('lead', 'L2');
    await w.reads();
    const [first, second] = [await w.leadOf('lead', 'L1'), await w.leadOf('lead', 'L2')];
    assert.notEqual(first, second);
    w.connected.crm.change('lead', 'L2', { FirstName: 'Léa' });
    await w.reads();
    w.connected.crm.merge('lead', 'L1', 'L2');
    await w.reads();
    assert.equal(await w.leadOf('lead', 'L1'), first);
    assert.equal((await w.link('lead', 'L2'))?.gone?.mergedInto, 'L1');
    w.connected.crm.change('lead', 'L1', { FirstName: 'Ana' });
    await w.reads();
    const names = await Promise.all(
      [first, second].map(async (id) => (await w.ports.store.leads.get(organisation, id ?? ''))?.firstName),
    );
    assert.deepEqual(names, ['Ana', 'Léa']);
  });

  test('B6: a record that is nobody’s yet becomes whose the one is that is merged into it', async () => {
    const w = await crmSyncWorld();
    w.person('lead', 'L2');
    await w.reads();
    w.connected.crm.merge('lead', 'L1', 'L2');
    await w.reads();
    assert.equal(await w.leadOf('lead', 'L1'), await w.leadOf('lead', 'L2'));
  });

  test('B6: what is changed right after connecting is taken in, though the clock of the CRM is behind', async () => {
    const w = await crmSyncWorld();
    const person = w.person('lead', 'L1');
    const stamped = { ...person, modifiedAt: plusSeconds(w.clock.now(), -50) };
    w.connected.crm.records.set('lead L1', stamped);
    await w.reads();
    assert.notEqual(await w.leadOf('lead', 'L1'), undefined);
  });
});
