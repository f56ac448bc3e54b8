import { at } from '#test/support/at.ts';
import { mappingIn } from '#test/support/connected.ts';
import * as samples from '#test/contracts/store/samples/connections.ts';
import { sequence } from './subjects.ts';
import type { Owner, Staff } from './staff.ts';

// What has to do with connected services, put into the store as it would be made.

const now = at('2027-03-01T08:00:00.000Z');

/** A CRM that is connected and mapped, in the organisation of an owner. */
export async function crm(staff: Staff, { organisation, id: userId }: Owner): Promise<string> {
  const { store, vault } = staff.world.connected;
  const kind = 'salesforce';
  const present = await store.connections.get(organisation, kind);
  if (present !== undefined) await store.connections.remove(organisation, kind);
  const { authorizing: _authorizing, paused: _paused, ...connection } = samples.connection;
  await store.connections.put({ ...connection, organisation, revision: 1 }, 'absent');
  // Kept once: Secrets Manager takes a hundred versions a day.
  if ((await vault.read(organisation, kind)) === undefined)
    await vault.write(organisation, kind, { clientId: 'id', clientSecret: 'secret' });
  const mapped = await store.mappings.get(organisation, kind);
  const mapping = { ...samples.mapping, organisation, defaultOwnerId: userId, revision: 1 };
  if (mapped === undefined) await store.mappings.put(mapping, 'absent');
  return kind;
}

/** What sends to us, in the organisation of an owner. */
export async function calendar(staff: Staff, owner: Owner): Promise<string> {
  const { store } = staff.world.connected;
  const kind = 'calendly';
  const { authorizing: _authorizing, paused: _paused, ...connection } = samples.connection;
  const item = {
    ...connection,
    id: kind,
    kind,
    organisation: owner.organisation,
    settings: {},
    revision: 1,
  } as const;
  await store.connections.put(item, 'absent');
  return kind;
}

/** A mapping as the API takes it. */
export async function mappingValues(staff: Staff, owner: Owner): Promise<object> {
  await crm(staff, owner);
  return { ...mappingIn, defaultOwnerId: owner.id };
}

/** A rule as the API takes it. */
export async function ruleValues(staff: Staff, owner: Owner): Promise<object> {
  await crm(staff, owner);
  return {
    name: 'Web leads',
    kind: 'salesforce',
    object: 'lead',
    filter: { all: [] },
    sequenceId: await sequence(staff, owner),
  };
}

/** A rule that acts, and asks whether it may go on. */
export async function rule(staff: Staff, owner: Owner): Promise<string> {
  const { store } = staff.world.connected;
  await crm(staff, owner);
  const id = `rule-${staff.next()}`;
  const { letGo: _letGo, lettingGo: _lettingGo, deletedAt: _deletedAt, ...values } = samples.crmRule;
  const sequenceId = await sequence(staff, owner);
  const { organisation } = owner;
  await store.crmRules.put({ ...values, id, organisation, sequenceId, revision: 1 }, 'absent');
  return id;
}

/** A write that failed. */
export async function failedWrite(staff: Staff, owner: Owner): Promise<string> {
  const { store } = staff.world.connected;
  await crm(staff, owner);
  const theirId = `00Q${staff.next()}`;
  const id = `salesforce.lead.${theirId}.fields`;
  const state = { status: 'failed' as const, at: now, tries: 1, why: 'It is locked.' };
  await store.crmWrites.put(
    { ...samples.crmWrite, organisation: owner.organisation, id, theirId, state, revision: 1 },
    'absent',
  );
  return id;
}

/** A call that is nobody’s. */
export async function unmatched(staff: Staff, owner: Owner): Promise<string> {
  const { store } = staff.world.connected;
  const id = `aircall.${String(staff.next()).padStart(16, '0')}`;
  await store.incomingEvents.put(
    {
      ...samples.incomingEvent,
      organisation: owner.organisation,
      id,
      state: { status: 'unmatched' },
      revision: 1,
    },
    'absent',
  );
  return id;
}
