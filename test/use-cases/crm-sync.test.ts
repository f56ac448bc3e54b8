import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { plusMinutes, plusSeconds } from '#shared/domain/time/instants.ts';
import { change } from '#shared/ports/change.ts';
import { ItemTooLargeError } from '#shared/ports/item-too-large-error.ts';
import { ownersId } from '#shared/use-cases/crm-fields/crm-people.ts';
import { followLeadsOut } from '#shared/use-cases/crm-writes/follow-lead-out.ts';
import { outgoingMappings } from '#shared/use-cases/crm-writes/outgoing-mappings.ts';
import { writeCrm } from '#shared/use-cases/crm-writes/write-crm.ts';
import { withCrm } from '#shared/use-cases/connections/open-crm.ts';
import { askForWrite } from '#shared/use-cases/crm-writes/ask-for-write.ts';
import { retryDueWrites } from '#shared/use-cases/crm-writes/retry-due-writes.ts';
import { syncHinted } from '#shared/use-cases/crm/sync-hinted.ts';
import { startImport } from '#shared/use-cases/crm/start-import.ts';
import { putRule, switchRule } from '#shared/use-cases/crm-rules/save-rule.ts';
import { admin, french, RULE } from '#test/support/crm-rules.ts';
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

  test('B6: of a burst of hints one run comes, and what it missed comes with the next round', async () => {
    const w = await crmSyncWorld();
    w.person('lead', 'L1');
    const hinted = (seconds: number) => {
      w.clock.set(plusSeconds(w.clock.now(), seconds));
      const of = {
        organisation,
        kind,
        holder: w.connected.ids.next(),
        now: w.clock.now(),
        hasTime: () => true,
      };
      return syncHinted(w.connected, { ...of, kind });
    };
    assert.equal((await hinted(1)).kind, 'done');
    w.connected.crm.change('lead', 'L1', { FirstName: 'Léa' });
    assert.deepEqual([(await hinted(1)).kind, (await hinted(57)).kind], ['lately', 'lately']);
    const firstName = async () =>
      (await w.ports.store.leads.get(organisation, (await w.leadOf('lead', 'L1')) ?? ''))?.firstName;
    assert.equal(await firstName(), 'L1');
    await w.reads();
    assert.equal(await firstName(), 'Léa');
    // A round counts as well: what is hinted at a moment later was mostly read by it.
    assert.equal((await hinted(30)).kind, 'lately');
    w.connected.crm.change('lead', 'L1', { FirstName: 'Lou' });
    assert.equal((await hinted(30)).kind, 'done');
    assert.equal(await firstName(), 'Lou');
  });

  for (const [wins, stays] of [
    ['theirs', 'theirs'],
    ['ours', 'ours'],
  ] as const)
    test(`B1: of a field that is mapped both ways later the CRM’s value is read before ours is written, and ${stays} stays`, async () => {
      const w = await crmSyncWorld();
      const { crm } = w.connected;
      const { store } = w.ports;
      for (const id of ['L1', 'L2', 'L3']) w.person('lead', id, id === 'L2' ? {} : { Budget: '10' });
      await w.reads();
      const mapping = await store.mappings.get(organisation, kind);
      const budget = {
        object: 'lead',
        ours: 'fields.budget',
        theirs: 'Budget',
        direction: 'both',
        wins,
      } as const;
      await w.map({ fields: [...(mapping?.fields ?? []), budget] });
      const [one = '', two = '', three = ''] = await Promise.all(
        ['L1', 'L2', 'L3'].map((id) => w.leadOf('lead', id)),
      );
      // The first says something else than the CRM, the second something where it says nothing, the third nothing: what the CRM says there comes
      // with its next change.
      await w.changeLead(one, { fields: { budget: '20' } });
      await w.changeLead(two, { fields: { budget: '30' } });
      await w.changeLead(three, { lastName: 'Roy' });
      const follow = async () => {
        const changed = [one, two, three].map((leadId) => ({ organisation, leadId }));
        await followLeadsOut(w.ports, changed, (of) => outgoingMappings(store, of), w.clock.now());
        const { items: writes } = await store.crmWrites.list(organisation, { limit: 10 });
        const of = { organisation, kind, writes, now: w.clock.now() } as const;
        await writeCrm(w.connected, of, (asked, work) => withCrm(w.connected, asked, work));
      };
      await follow();
      assert.deepEqual(crm.written, []);
      // By what was wished then, and without any further change.
      await w.reads();
      await w.reads();
      const sides = await Promise.all(
        [one, two, three].map(async (id, index) => [
          (await store.leads.get(organisation, id))?.fields['budget'],
          crm.valueOf('lead', `L${index + 1}`, 'Budget'),
        ]),
      );
      assert.deepEqual(sides, [
        wins === 'theirs' ? ['10', '10'] : ['20', '20'],
        ['30', '30'],
        [undefined, '10'],
      ]);
      // From then on it goes out at once.
      await w.changeLead(one, { fields: { budget: '40' } });
      await follow();
      assert.equal(crm.valueOf('lead', 'L1', 'Budget'), '40');
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

  test('B6: a page that was read before a write of ours and is worked on after it takes nothing back', async () => {
    const w = await crmSyncWorld();
    const read = w.person('lead', 'L1');
    await w.reads();
    const leadId = (await w.leadOf('lead', 'L1')) ?? '';
    await w.changeLead(leadId, { firstName: 'Léa' });
    const now = w.clock.now();
    const wish = {
      organisation,
      kind,
      object: 'lead',
      theirId: 'L1',
      ours: `lead.${leadId}`,
      at: now,
    } as const;
    const fields = { FirstName: 'Léa', Status: 'Working' };
    await askForWrite(w.ports, { ...wish, work: { kind: 'fields', fields } }, { now });
    await retryDueWrites(w.connected, { organisation, kind, crm: w.connected.crm, holder: 'w', now });
    assert.equal(w.connected.crm.valueOf('lead', 'L1', 'FirstName'), 'Léa');
    await w.takes({ ...read, modifiedAt: plusSeconds(read.modifiedAt, 1) });
    assert.equal((await w.ports.store.leads.get(organisation, leadId))?.firstName, 'Léa');
    assert.deepEqual(await w.statuses(leadId), []);
    // What somebody there has changed since is taken over all the same.
    w.clock.set(plusSeconds(w.clock.now(), 20));
    w.connected.crm.change('lead', 'L1', { FirstName: 'Lia', Status: 'Interested' });
    await w.reads();
    assert.equal((await w.ports.store.leads.get(organisation, leadId))?.firstName, 'Lia');
    assert.deepEqual(await w.statuses(leadId), ['Interested']);
  });

  test('B2: a field that is chosen for the status later has not changed by that; its next change has', async () => {
    const w = await crmSyncWorld({ status: {} });
    w.person('lead', 'L1');
    await w.reads();
    const leadId = (await w.leadOf('lead', 'L1')) ?? '';
    w.clock.set(plusSeconds(w.clock.now(), 60));
    await w.map({ status: { lead: 'Status' } });
    w.connected.crm.change('lead', 'L1', { FirstName: 'Léa' });
    await w.reads();
    assert.deepEqual(await w.statuses(leadId), []);
    w.connected.crm.change('lead', 'L1', { Status: 'Working' });
    await w.reads();
    assert.deepEqual(await w.statuses(leadId), ['Working']);
  });

  test('B6: a lead that is converted into a contact, or merged into another record, that is known already takes nobody’s place', async () => {
    const w = await crmSyncWorld();
    for (const [object, id] of [
      ['contact', 'C1'],
      ['lead', 'L1'],
      ['lead', 'L2'],
      ['lead', 'L3'],
    ] as const)
      w.person(object, id);
    await w.reads();
    const [contact, winner] = [await w.leadOf('contact', 'C1'), await w.leadOf('lead', 'L2')];
    w.clock.set(plusSeconds(w.clock.now(), 60));
    w.connected.crm.seed({ ...w.connected.crm.records.get('lead L1')!, convertedTo: 'C1' });
    // The loser was changed after the one that is left, and is told of first.
    w.connected.crm.change('lead', 'L3', { FirstName: 'Lou' });
    await w.reads();
    w.connected.crm.merge('lead', 'L2', 'L3');
    await w.reads();
    await w.reads();
    assert.equal(await w.leadOf('contact', 'C1'), contact);
    assert.equal(await w.leadOf('lead', 'L2'), winner);
    assert.notDeepEqual((await w.link('contact', 'C1'))?.agreed, {});
  });

  test('F9: who was erased does not come back as the contact that their lead is converted into', async () => {
    const w = await crmSyncWorld();
    const lead = w.person('lead', 'L1');
    await w.reads();
    const link = await w.link('lead', 'L1');
    assert.ok(link);
    const { ours: _ours, ...rest } = link;
    await w.ports.store.crmLinks.put(
      { ...rest, revision: link.revision + 1, agreed: {}, erased: true },
      link.revision,
    );
    await w.ports.store.leads.remove(organisation, link.ours?.slice('lead.'.length) ?? '');
    w.clock.set(plusSeconds(w.clock.now(), 60));
    w.connected.crm.seed({ ...lead, convertedTo: 'C1' });
    w.person('contact', 'C1', { Email: 'l1@customer.example' });
    await w.reads();
    assert.equal((await w.link('contact', 'C1'))?.erased, true);
    assert.deepEqual((await w.ports.store.leads.list(organisation, { limit: 10 })).items, []);
  });

  test('F9: what a rule noted of one whom it did not take bears the lead, and goes with it', async () => {
    const w = await crmSyncWorld();
    await putRule(w.ports, {
      caller: admin,
      id: RULE,
      input: french,
      expected: 'absent',
      now: w.clock.now(),
    });
    await switchRule(w.ports, { caller: admin, id: RULE, active: true, now: w.clock.now() });
    w.person('lead', 'L1');
    await w.reads();
    w.connected.crm.change('lead', 'L1', { FirstName: 'Léa' });
    await w.reads();
    const look = await w.ports.store.ruleLooks.get(organisation, `${RULE}.lead.L1`);
    assert.deepEqual([look?.outcome, look?.leadId], ['no-match', await w.leadOf('lead', 'L1')]);
  });
});

describe('another account of a CRM', () => {
  test('B6: is not read under the links of the one before, unless it was disconnected and connected anew', async () => {
    const w = await crmSyncWorld();
    w.connected.crm.seed({
      object: 'lead',
      id: '151',
      fields: { Email: 'ana@example.com', FirstName: 'Ana' },
    });
    await w.reads();
    const ana = await w.leadOf('lead', '151');
    assert.ok(ana !== undefined);
    const { store } = w.connected;
    const given = async (changes: { createdAt?: Instant }) => {
      w.clock.set(plusMinutes(w.clock.now(), 30));
      const now = w.clock.now();
      const { item } = await change(store.connections, { organisation, id: 'salesforce' }, (connection) =>
        connection === undefined ? 'unchanged' : { write: { ...connection, credentialsAt: now, ...changes } },
      );
      assert.ok(item !== undefined);
      return now;
    };

    w.connected.crm.account = 'another';
    w.connected.crm.change('lead', '151', { Email: 'stranger@example.com', FirstName: 'Stranger' });
    await given({});
    await assert.rejects(w.reads(), /another account/);
    assert.equal((await store.leads.get(organisation, ana))?.firstName, 'Ana');
    assert.equal((await store.syncStates.get(organisation, 'salesforce'))?.problem?.trouble, 'unauthorised');

    await given({ createdAt: plusMinutes(w.clock.now(), 30) });
    await w.reads();
    w.connected.crm.change('lead', '151', { FirstName: 'Somebody' });
    await w.reads();
    assert.equal((await store.leads.get(organisation, ana))?.firstName, 'Ana');
    assert.notEqual(await w.leadOf('lead', '151'), ana);
  });
});
