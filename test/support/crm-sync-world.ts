import assert from 'node:assert/strict';
import { linkId, type CrmLink } from '#shared/domain/crm/crm-link.ts';
import type { CrmObject, CrmRecord } from '#shared/domain/crm/crm-object.ts';
import type { Mapping } from '#shared/domain/crm/mapping.ts';
import type { Lead } from '#shared/domain/people/people.ts';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import { takeInAll, type TakenInAll } from '#shared/use-cases/crm/take-in-all.ts';
import { loadTakeInContext } from '#shared/use-cases/crm/take-in-context.ts';
import { syncConnection } from '#shared/use-cases/crm/sync-connection.ts';
import type { ConnectionPorts } from '#shared/use-cases/connections/connection-ports.ts';
import { at } from './at.ts';
import { connectedPorts } from './connected.ts';
import type { MemoryCrm } from './memory/memory-crm.ts';
import type { MemoryVault } from './memory/memory-vault.ts';
import { ORGANISATION as organisation, seed, SENDER, world, type World } from './world.ts';

const kind = 'salesforce';
/** A Monday, 10:00 in Paris. */
const start = at('2027-03-22T09:00:00.000Z');

const field = { direction: 'in', wins: 'theirs' } as const;
const fields: Mapping['fields'] = [
  { object: 'lead', ours: 'firstName', theirs: 'FirstName', direction: 'both', wins: 'theirs' },
  { object: 'lead', ours: 'email', theirs: 'Email', ...field },
  { object: 'contact', ours: 'firstName', theirs: 'FirstName', ...field },
  { object: 'contact', ours: 'email', theirs: 'Email', ...field },
  { object: 'account', ours: 'name', theirs: 'Name', ...field },
];

/** Salesforce connected and mapped, everybody of it taken in. */
export type CrmSyncWorld = World & {
  connected: ConnectionPorts & { crm: MemoryCrm; vault: MemoryVault };
  map(changes: Partial<Mapping>): Promise<void>;
  /** Reads the CRM some minutes later; `turns`: asked so often whether there is time, there is none any more. */
  reads(turns?: number): Promise<void>;
  /** Takes these records in, as one page. */
  takes(...records: CrmRecord[]): Promise<TakenInAll>;
  link(object: CrmObject, id: string): Promise<CrmLink | undefined>;
  /** The lead that a record is. */
  leadOf(object: CrmObject, id: string): Promise<string | undefined>;
  /** Somebody here changes a lead. */
  changeLead(id: string, changes: Partial<Lead>): Promise<void>;
  /** To what statuses of a lead changed there, as its history tells. */
  statuses(leadId: string): Promise<string[]>;
  person(object: 'lead' | 'contact', id: string, values?: Record<string, string>): CrmRecord;
};

export async function crmSyncWorld(mapping: Partial<Mapping> = {}): Promise<CrmSyncWorld> {
  const w = world(start);
  const { store } = w.ports;
  await seed(w, { steps: [{ type: 'call' }], leads: [] });
  const connected = { ...w.ports, clock: w.clock, ...connectedPorts(w.clock) };
  await connected.vault.write(organisation, kind, { clientId: 'id', clientSecret: 'secret' });
  const made = { organisation, id: kind, kind, revision: 1 } as const;
  const settings = { domain: 'https://acme.my.salesforce.com', flow: 'client-credentials' };
  const now = w.clock.now();
  const by = { credentialsAt: now, createdBy: SENDER, createdAt: now };
  await store.connections.put({ ...made, settings, ...by }, 'absent');
  const whole: Mapping = {
    ...{ ...made, fields, status: { lead: 'Status' }, owners: 'none', defaultOwnerId: SENDER },
    ...{ takesIn: 'all', activities: {}, changedBy: SENDER, changedAt: now },
    ...mapping,
  };
  await store.mappings.put(whole, 'absent');
  const link: CrmSyncWorld['link'] = (object, id) =>
    store.crmLinks.get(organisation, linkId(kind, object, id));
  return {
    ...w,
    connected,
    link,
    async map(changes) {
      const before = await store.mappings.get(organisation, kind);
      assert.ok(before);
      const changedAt = w.clock.now();
      const next = { ...before, changedAt, ...changes, revision: before.revision + 1 };
      assert.equal(await store.mappings.put(next, before.revision), 'written');
    },
    async reads(turns = Infinity) {
      w.clock.set(plusMinutes(w.clock.now(), 5));
      let left = turns;
      const hasTime = (): boolean => (left -= 1) >= 0;
      const of = { organisation, kind, holder: 'w', now: w.clock.now(), hasTime } as const;
      const read = await syncConnection(connected, of);
      assert.equal(read.kind, 'done', JSON.stringify(read));
    },
    async takes(...records) {
      const present = await store.mappings.get(organisation, kind);
      assert.ok(present);
      const context = await loadTakeInContext(connected, {
        ...{ organisation, kind, mapping: present, crm: connected.crm, now: w.clock.now() },
        ...{ newSince: start, connectedBy: SENDER },
      });
      return takeInAll(connected, context, records);
    },
    async leadOf(object, id) {
      return (await link(object, id))?.ours?.slice('lead.'.length);
    },
    async changeLead(id, changes) {
      const before = await store.leads.get(organisation, id);
      assert.ok(before);
      await store.leads.put({ ...before, ...changes, revision: before.revision + 1 }, before.revision);
    },
    async statuses(leadId) {
      const { items } = await store.activities.ofLead(organisation, leadId, { limit: 100 });
      return items
        .flatMap(({ events }) => events)
        .flatMap((event) => (event.type === 'integration-status-updated' ? [event.to] : []));
    },
    person: (object, id, values = {}) =>
      connected.crm.seed({
        object,
        id,
        fields: { FirstName: id, Email: `${id.toLowerCase()}@customer.example`, Status: 'Open', ...values },
      }),
  };
}
