import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
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
});
