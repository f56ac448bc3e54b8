import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Activity, ActivityEvent } from '#shared/domain/activity/activity.ts';
import type { Mapping } from '#shared/domain/crm/mapping.ts';
import type { Lead } from '#shared/domain/people/people.ts';
import { followLeadsOut } from '#shared/use-cases/crm-writes/follow-lead-out.ts';
import { mirrorActivities } from '#shared/use-cases/crm-writes/mirror-activities.ts';
import { outgoingMappings } from '#shared/use-cases/crm-writes/outgoing-mappings.ts';
import { withFaults } from '#test/support/memory/faults.ts';
import { zoneNamed } from '#test/support/at.ts';
import {
  crmWriteWorld,
  kind,
  organisation,
  start,
  type CrmWriteWorld,
} from '#test/support/crm-write-world.ts';

const phone = '+33612345678';

async function prepared(
  mapping: Partial<Mapping> = {},
  agreed: Record<string, string> = {},
): Promise<CrmWriteWorld> {
  const w = await crmWriteWorld();
  await w.map(mapping);
  await w.link('lead', 'L1', { agreed: { Phone: '+33600000000', FirstName: 'Léa', ...agreed } });
  const user = {
    organisation,
    revision: 1,
    role: 'user',
    zone: zoneNamed('Europe/Paris'),
    active: true,
  } as const;
  for (const id of ['anne', 'luc', 'zoe'])
    await w.store.users.put({ ...user, id, groupIds: [], name: id, email: `${id}@acme.example` }, 'absent');
  const options = ['anne', 'luc', 'max'].map((id) => ({
    value: `005-${id}`,
    label: `${id}@acme.example`,
    active: true,
  }));
  await w.store.picklists.put(
    {
      organisation,
      revision: 1,
      id: `${kind}.users.owners`,
      kind,
      object: 'account',
      field: 'owners',
      options,
      readAt: start,
    },
    'absent',
  );
  const lead: Lead = {
    ...{
      organisation,
      id: 'lead1',
      revision: 1,
      status: 'lead',
      ownerId: 'anne',
      firstName: 'Léa',
      phone: '+33600000000',
    },
    ...{ country: 'FR', fields: {}, suppression: {}, createdAt: start },
  };
  await w.store.leads.put(lead, 'absent');
  return w;
}

/** The lead is changed, and the stream tells of it. */
async function changes(w: CrmWriteWorld, change: Partial<Lead>): Promise<void> {
  const lead = await w.store.leads.get(organisation, 'lead1');
  assert.ok(lead);
  await w.store.leads.put({ ...lead, ...change, revision: lead.revision + 1 }, lead.revision);
  await follows(w);
}

async function follows(w: CrmWriteWorld): Promise<void> {
  const mappingsOf = (of: string) => outgoingMappings(w.store, of);
  await followLeadsOut(w, [{ organisation, leadId: 'lead1' }], mappingsOf, w.clock.now());
  await w.stream();
}

describe('fields and owners that go out', () => {
  test('B6: a field that goes out is written when it changes here, once; one that only comes in never is', async () => {
    const w = await prepared();
    await changes(w, { phone, firstName: 'Lea' });
    await follows(w);
    assert.deepEqual(w.crm.written, [{ object: 'lead', id: 'L1', field: 'Phone', value: phone }]);
  });

  test('B6: what came from the CRM is not written back, however it is written there', async () => {
    const w = await prepared({}, { Phone: '06 12 34 56 78' });
    await changes(w, { phone });
    assert.deepEqual(await w.writes(), []);
  });

  test('B6: a change that is taken back before it was written leaves the CRM as it was', async () => {
    const w = await prepared();
    w.crm.fails = () => ({ fault: { kind: 'unavailable' } });
    await changes(w, { phone });
    await changes(w, { phone: '+33600000000' });
    w.crm.fails = () => undefined;
    await w.passes(30);
    assert.equal(w.crm.valueOf('lead', 'L1', 'Phone'), '+33600000000');
  });

  test('B6: the owner goes out where the mapping says so, told by the address', async () => {
    const w = await prepared({ owners: 'both' }, { '@owner': '005-anne' });
    await changes(w, { ownerId: 'luc' });
    assert.deepEqual(w.crm.written, [{ object: 'lead', id: 'L1', field: 'OwnerId', value: '005-luc' }]);
    assert.equal((await w.agreed('lead', 'L1'))?.['@owner'], '005-luc');
    await changes(w, { ownerId: 'zoe' });
    assert.equal(w.crm.written.length, 1, 'a user whom the CRM does not know owns nothing there');
    const inwards = await prepared({ owners: 'in' }, { '@owner': '005-anne' });
    await changes(inwards, { ownerId: 'luc' });
    assert.deepEqual(inwards.crm.written, []);
  });

  test('B6: a lead that is somebody’s for want of a known owner leaves the owner there alone', async () => {
    const w = await prepared({ owners: 'both' }, { '@owner': '005-max' });
    await changes(w, { firstName: 'Lea' });
    assert.deepEqual(w.crm.written, []);
  });

  test('B6: a record that was merged away or a person who was erased is not written to', async () => {
    for (const more of [{ gone: { at: start } }, { erased: true }]) {
      const w = await prepared();
      const link = await w.store.crmLinks.get(organisation, `${kind}.lead.L1`);
      assert.ok(link);
      await w.store.crmLinks.put({ ...link, ...more, revision: 2 }, 1);
      await changes(w, { phone });
      assert.deepEqual(await w.writes(), []);
    }
  });

  test('B6: without a CRM nothing is read but whether there is one', async () => {
    const w = await prepared();
    await w.store.connections.remove(organisation, kind);
    const { ports, calls } = withFaults({ store: w.store }, undefined, []);
    const mappingsOf = (of: string) => outgoingMappings(ports.store, of);
    await followLeadsOut(ports, [{ organisation, leadId: 'lead1' }], mappingsOf, start);
    assert.deepEqual(calls, ['store.mappings.getMany', 'store.connections.getMany']);
  });
});

describe('what happened to a lead, beside its record', () => {
  const sent = {
    type: 'sent',
    step: 's1',
    channel: 'mail',
    messageId: 'm1',
    sender: 'a',
    recipient: 'b',
    contentHash: '',
    subject: 'Hello',
  } as const;
  const events: ActivityEvent[] = [
    sent,
    { ...sent, channel: 'sms', subject: undefined },
    { type: 'call-made', seconds: 95, by: 'luc' },
    { type: 'custom-task-completed', task: 't', name: 'Write a letter', by: 'anne' },
    { type: 'task-completed', step: 's2', by: 'anne', outcome: 'Reached', durationSeconds: 60 },
    { type: 'replied', step: 's1' },
    { type: 'opened', step: 's1', messageId: 'm1', machine: false, again: false },
  ];
  const activity: Activity = {
    organisation,
    leadId: 'lead1',
    id: 'happened',
    at: start,
    userId: 'anne',
    events,
  };

  const mirrors = async (w: CrmWriteWorld) => {
    const mappingsOf = (of: string) => outgoingMappings(w.store, of);
    assert.deepEqual(await mirrorActivities(w, [activity], mappingsOf, start), []);
    await w.stream();
  };

  test('B6: kinds that are switched on are written, each once, as what the mapping says', async () => {
    const w = await prepared({
      activities: { mail: 'task', text: 'note', call: 'task', task: 'task', reply: 'note' },
    });
    await mirrors(w);
    await mirrors(w);
    const seen = w.crm.activities.map(({ subject, as, call, seconds, ownerId }) => [
      subject,
      as,
      call,
      seconds,
      ownerId,
    ]);
    assert.deepEqual(seen.toSorted(), [
      ['Call', 'task', true, 95, '005-luc'],
      ['Call: Reached', 'task', true, 60, '005-anne'],
      ['Mail sent: Hello', 'task', false, undefined, '005-anne'],
      ['SMS sent', 'note', false, undefined, '005-anne'],
      ['Task completed: Write a letter', 'task', false, undefined, '005-anne'],
      ['The lead replied', 'note', false, undefined, '005-anne'],
    ]);
  });

  test('B6: kinds that are not switched on are not, nor is anything of somebody who is not in the CRM', async () => {
    const w = await prepared({ activities: { reply: 'note' } });
    await mirrors(w);
    assert.deepEqual(
      w.crm.activities.map(({ subject }) => subject),
      ['The lead replied'],
    );
    const other = await prepared({ activities: { reply: 'note' } });
    await other.store.crmLinks.remove(organisation, `${kind}.lead.L1`);
    await mirrors(other);
    assert.deepEqual(await other.writes(), []);
  });

  test('B6: a lead that was converted has its history beside the contact', async () => {
    const w = await prepared({ activities: { reply: 'note' } });
    await w.link('contact', 'C1');
    await mirrors(w);
    assert.deepEqual(
      w.crm.activities.map(({ about }) => about),
      [{ object: 'contact', id: 'C1' }],
    );
  });
});
