import assert from 'node:assert/strict';
import type { CrmOption } from '#shared/domain/crm/crm-object.ts';
import { linkId, type CrmLink } from '#shared/domain/crm/crm-link.ts';
import type { CrmWrite } from '#shared/domain/crm/crm-write.ts';
import type { CrmWish } from '#shared/domain/crm/wish-write.ts';
import type { Mapping } from '#shared/domain/crm/mapping.ts';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import { CrmError } from '#shared/ports/crm-error.ts';
import type { Crm } from '#shared/ports/crm.ts';
import type { Clock } from '#shared/ports/clock.ts';
import type { Ids } from '#shared/ports/ids.ts';
import type { Store } from '#shared/ports/store.ts';
import { askForWrite } from '#shared/use-cases/crm-writes/ask-for-write.ts';
import type { OpensCrm } from '#shared/use-cases/crm-writes/crm-call.ts';
import { retryDueWrites } from '#shared/use-cases/crm-writes/retry-due-writes.ts';
import { writeCrm } from '#shared/use-cases/crm-writes/write-crm.ts';
import { at } from './at.ts';
import { memoryClock, type MemoryClock } from './memory/memory-clock.ts';
import { memoryCrm, type MemoryCrm } from './memory/memory-crm.ts';
import { memoryIds } from './memory/memory-ids.ts';
import { memoryStore } from './memory/memory-store.ts';

export const organisation = 'acme';
export const kind = 'salesforce';
export const start = at('2027-03-15T09:00:00.000Z');

const option = (value: string, converts?: true): CrmOption => ({
  value,
  label: value,
  active: true,
  ...(converts && { converts }),
});
/** The statuses of a lead in the CRM; the last one is a conversion. */
const open = 'Open - Not Contacted';
export const working = 'Working - Contacted';
export const closed = 'Closed - Not Converted';
export const converted = 'Closed - Converted';
const leadStatuses = [...[open, working, closed].map((value) => option(value)), option(converted, true)];
const accountStatuses = ['New', 'In progress', 'Interested', 'Not interested', 'Converted'].map((value) =>
  option(value),
);

/** What is wished of the status of the first lead, without when, what, and by which key. */
export const wishForStatus = {
  organisation,
  kind,
  object: 'lead',
  theirId: 'L1',
  ours: 'lead.lead1',
  field: 'Status',
} as const;

export type CrmPorts = { store: Store; ids: Ids; clock: Clock; crm: Crm };

/** Everything that writing to a CRM touches, in memory. */
export type CrmWriteWorld = {
  clock: MemoryClock;
  store: Store;
  ids: Ids;
  crm: MemoryCrm;
  /** What is wrong with the connection, as it was last said. */
  troubles: string[];
  link(object: CrmLink['object'], id: string, more?: Partial<CrmLink>): Promise<void>;
  agreed(object: CrmLink['object'], id: string): Promise<Record<string, string> | undefined>;
  map(changes: Partial<Mapping>): Promise<void>;
  ask(wish: Partial<CrmWish> & Pick<CrmWish, 'work'>, activity?: string): Promise<string>;
  wishFields(fields: Record<string, string | null>, more?: Partial<CrmWish>): Promise<string>;
  /** What the stream of the table does: everything that is there is looked at. */
  stream(ports?: CrmPorts): Promise<void>;
  /** What the sync does every five minutes. */
  sync(ports?: CrmPorts): Promise<void>;
  /** Lets so many minutes pass, with a sync every five. */
  passes(minutes: number, ports?: CrmPorts): Promise<void>;
  write(id: string): Promise<CrmWrite | undefined>;
  writes(): Promise<CrmWrite[]>;
  opens(crm: Crm): OpensCrm;
};

/** A connection with Salesforce, a lead and its account in it. */
export async function crmWriteWorld(store: Store = memoryStore()): Promise<CrmWriteWorld> {
  const clock = memoryClock(start);
  const ids = memoryIds();
  const crm = memoryCrm({
    now: () => clock.now(),
    fields: {
      lead: [
        { name: 'Status', values: leadStatuses },
        { name: 'Phone' },
        { name: 'FirstName' },
        { name: 'OwnerId' },
        { name: 'CreatedDate', readOnly: true },
      ],
      account: [{ name: 'Status__c', values: accountStatuses }, { name: 'Name' }],
      contact: [{ name: 'Phone' }, { name: 'OwnerId' }],
    },
  });
  const troubles: string[] = [];
  const of = { organisation, revision: 1 };
  await store.connections.put(
    { ...of, id: kind, kind, settings: {}, credentialsAt: start, createdBy: 'ada', createdAt: start },
    'absent',
  );
  const mapping: Mapping = {
    ...of,
    id: kind,
    kind,
    fields: [
      { object: 'lead', ours: 'phone', theirs: 'Phone', direction: 'both', wins: 'theirs' },
      { object: 'lead', ours: 'firstName', theirs: 'FirstName', direction: 'in', wins: 'theirs' },
    ],
    status: { lead: 'Status', account: 'Status__c' },
    owners: 'none',
    defaultOwnerId: 'anne',
    takesIn: 'by-rule',
    activities: {},
    changedBy: 'ada',
    changedAt: start,
  };
  await store.mappings.put(mapping, 'absent');
  await store.picklists.put(
    {
      ...of,
      id: `${kind}.lead.Status`,
      kind,
      object: 'lead',
      field: 'Status',
      options: leadStatuses,
      readAt: start,
    },
    'absent',
  );
  await store.picklists.put(
    {
      ...of,
      id: `${kind}.account.Status__c`,
      kind,
      object: 'account',
      field: 'Status__c',
      options: accountStatuses,
      readAt: start,
    },
    'absent',
  );

  const w: CrmWriteWorld = {
    clock,
    store,
    ids,
    crm,
    troubles,
    async link(object, id, more = {}) {
      const ours = object === 'account' ? 'account.one' : 'lead.lead1';
      await store.crmLinks.put(
        {
          ...of,
          id: linkId(kind, object, id),
          kind,
          object,
          theirId: id,
          ours,
          agreed: {},
          // It was read with the mapping above.
          ...(object === 'lead' && { empty: ['Phone', 'FirstName', 'Status'] }),
          modifiedAt: start,
          ...more,
        },
        'absent',
      );
      crm.seed({ object, id, fields: more.agreed ?? {} });
    },
    agreed: async (object, id) => (await store.crmLinks.get(organisation, linkId(kind, object, id)))?.agreed,
    async map(changes) {
      const now = await store.mappings.get(organisation, kind);
      assert.ok(now);
      await store.mappings.put({ ...now, ...changes, revision: now.revision + 1 }, now.revision);
    },
    async ask(wish, activity) {
      const whole: CrmWish = {
        organisation,
        kind,
        object: 'lead',
        theirId: 'L1',
        ours: 'lead.lead1',
        at: clock.now(),
        ...wish,
      };
      await askForWrite({ store }, whole, { now: clock.now(), ...(activity !== undefined && { activity }) });
      const aspect = wish.work.kind === 'activity' ? `activity.${activity}` : wish.work.kind;
      return `${linkId(kind, whole.object, whole.theirId)}.${aspect}`;
    },
    wishFields: (fields, more) => w.ask({ ...more, work: { kind: 'fields', fields } }),
    async stream(ports = w) {
      const writes = await w.writes();
      await writeCrm(ports, { organisation, kind, writes, now: clock.now() }, w.opens(ports.crm));
    },
    async sync(ports = w) {
      const holder = ids.next();
      const now = clock.now();
      await w.opens(ports.crm)({ organisation, kind, holder, now }, (open) =>
        retryDueWrites(ports, { organisation, kind, crm: open, holder, now }),
      );
    },
    async passes(minutes, ports = w) {
      for (let minute = 0; minute < minutes; minute += 5) {
        clock.set(plusMinutes(clock.now(), 5));
        await w.sync(ports);
      }
    },
    write: (id) => store.crmWrites.get(organisation, id),
    writes: () => Array.fromAsync(store.crmWrites.scan()),
    opens: (open) => async (_asked, work) => {
      const connection = await store.connections.get(organisation, kind);
      if (connection === undefined) return { kind: 'absent' };
      if (connection.paused !== undefined) return { kind: 'paused' };
      try {
        return { kind: 'done', value: await work(open, connection) };
      } catch (error) {
        if (!(error instanceof CrmError)) throw error;
        troubles.push(error.fault.kind);
        return { kind: 'fault', fault: error.fault, message: error.message };
      }
    },
  };
  return w;
}

/** A world with a lead and its account in the CRM, as both sides agree on them. */
export async function prepared(): Promise<CrmWriteWorld> {
  const w = await crmWriteWorld();
  await w.link('lead', 'L1', { agreed: { Status: open }, theirAccountId: 'A1' });
  await w.link('account', 'A1', { agreed: { Status__c: 'New' } });
  return w;
}

/** How a write to the CRM stands. */
export const stateOf = async (w: CrmWriteWorld, id: string) => (await w.write(id))?.state;
