import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ItemTooLargeError } from '#shared/ports/item-too-large-error.ts';
import { ownersId } from '#shared/use-cases/crm-fields/crm-people.ts';
import { askForWrite } from '#shared/use-cases/crm-writes/ask-for-write.ts';
import { startImport } from '#shared/use-cases/crm/start-import.ts';
import { crmSyncWorld } from '#test/support/crm-sync-world.ts';
import { ORGANISATION as organisation, SENDER } from '#test/support/world.ts';

const kind = 'salesforce';
const caller = { organisation, userId: SENDER, role: 'super_admin' } as const;

describe('B6: reading a CRM', () => {
  test('B6: an import keeps neither changes nor writes waiting', async () => {
    const w = await crmSyncWorld();
    for (let n = 1; n <= 500; n += 1) w.person('contact', `C${n}`);
    w.person('lead', 'L1');
    await w.reads();
    const { now } = { now: w.clock.now() };
    assert.equal((await startImport(w.connected, { caller, kind, now })).kind, 'started');
    w.connected.crm.change('lead', 'L1', { FirstName: 'Léa' });
    const wish = { organisation, kind, object: 'lead', theirId: 'L1', ours: 'lead.x', at: now } as const;
    await askForWrite(w.ports, { ...wish, work: { kind: 'fields', fields: { Status: 'Working' } } }, { now });
    // Time for little more than one look at each: the import alone would take it.
    await w.reads(7);
    assert.equal(w.connected.crm.valueOf('lead', 'L1', 'Status'), 'Working');
    const lead = await w.ports.store.leads.get(organisation, (await w.leadOf('lead', 'L1')) ?? '');
    assert.equal(lead?.firstName, 'Léa');
  });

  test('B6: a record that is too much for us is passed over with what to mend, and keeps no other waiting', async () => {
    const w = await crmSyncWorld();
    const put = w.connected.store.crmLinks.put.bind(w.connected.store.crmLinks);
    w.connected.store.crmLinks.put = async (item, expected) => {
      if (item.theirId === 'L1') throw new ItemTooLargeError();
      return put(item, expected);
    };
    w.person('lead', 'L1');
    w.person('lead', 'L2');
    await w.reads();
    assert.notEqual(await w.leadOf('lead', 'L2'), undefined);
    const state = await w.ports.store.syncStates.get(organisation, kind);
    assert.deepEqual(
      state?.passedOver?.map(({ record }) => record),
      ['salesforce.lead.L1'],
    );
  });

  test('B6: of the many who may own records there, those are kept who are users here', async () => {
    const w = await crmSyncWorld();
    const many = Array.from({ length: 6_000 }, (_, n) => ({
      ...{ id: `005${n}`, email: `somebody.${n}@a-large-firm.example`, name: `Somebody ${n}`, active: true },
    }));
    w.connected.crm.users = async () => [
      ...many,
      { id: '0050', email: 'Anne@acme.example', name: 'Anne', active: true },
    ];
    await w.reads();
    const kept = await w.ports.store.picklists.get(organisation, ownersId(kind));
    assert.deepEqual(
      kept?.options.map(({ value }) => value),
      ['0050'],
    );
  });
});
