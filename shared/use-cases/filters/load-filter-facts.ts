import type { LeadId } from '../../domain/kernel/ids.ts';
import { conditionsOf, type Filter } from '../../domain/filters/filter.ts';
import type { EnrollmentFacts, FactsPart, FilterFacts } from '../../domain/filters/filter-facts.ts';
import { partsRead } from '../../domain/filters/filter-fields.ts';
import { recordsAskedSince, recordTypesAsked } from '../../domain/filters/records-asked.ts';
import { sequencesNamed } from '../../domain/filters/validate-filter.ts';
import type { Instant, Zone } from '../../domain/kernel/instant.ts';
import type { Lead } from '../../domain/people/people.ts';
import type { RecordField } from '../../domain/records/record-type.ts';
import { isThere, type StoredRecord } from '../../domain/records/record.ts';
import { typeInForce } from '../../domain/records/ready-made.ts';
import { utc } from '../../domain/time/utc.ts';
import { isZone } from '../../domain/time/zones.ts';
import type { Store } from '../../ports/store.ts';
import { loadScoring } from '../scoring/load-scoring.ts';
import { readLatestRecords } from './latest-records.ts';
import { readTimesInSequences } from './times-in-sequences.ts';

/** Where the facts are read from. */
export type FactsStore = Pick<
  Store,
  | 'leads'
  | 'accounts'
  | 'records'
  | 'recordTypes'
  | 'scores'
  | 'engagements'
  | 'enrollments'
  | 'settings'
  | 'users'
  | 'groups'
>;

/** What a filter is asked about: a lead, or a record. */
export type FilterSubject = { leadId: LeadId } | { recordId: string };

/**
 * What a filter needs to know of one lead or record, and no more (E1). Undefined: there is no such lead or record. Days
 * are counted in the zone of who owns it.
 */
export async function loadFilterFacts(
  store: FactsStore,
  organisation: string,
  { subject, filter, now }: { subject: FilterSubject; filter: Filter; now: Instant },
): Promise<FilterFacts | undefined> {
  const load = factsLoader(store, organisation, filter);
  if ('leadId' in subject) {
    const lead = await store.leads.get(organisation, subject.leadId);
    return lead && (await load.ofLeads([lead], now))[0]?.facts;
  }
  const record = await store.records.get(organisation, subject.recordId);
  return isThere(record) ? (await load.ofRecords([record], now))[0]?.facts : undefined;
}

/** Something that a filter is asked about, with what is to be known of it. */
export type WithFacts<Item> = { item: Item; facts: FilterFacts };

/** Reads facts a page at a time; what pages share is read once. */
export type FactsLoader = {
  ofLeads: (leads: readonly Lead[], now: Instant) => Promise<WithFacts<Lead>[]>;
  ofRecords: (records: readonly StoredRecord[], now: Instant) => Promise<WithFacts<StoredRecord>[]>;
};

/**
 * Reads what a filter needs to know of many leads or records (E1): by batches, of each part of the facts one for a page,
 * and only of the parts that the filter asks about.
 */
export function factsLoader(store: FactsStore, organisation: string, filter: Filter): FactsLoader {
  const parts = partsRead(conditionsOf(filter));
  const sequences = sequencesNamed(filter);
  const asked = recordTypesAsked(filter);
  const zones = new Map<string, Zone>();
  const types = new Map<string, Promise<readonly RecordField[]>>();
  let scoring: ReturnType<typeof loadScoring> | undefined;

  const needs = (part: FactsPart) => parts.has(part);

  async function readZones(owners: readonly string[]): Promise<void> {
    const missing = [...new Set(owners)].filter((id) => !zones.has(id));
    if (missing.length === 0) return;
    for (const id of missing) zones.set(id, utc);
    for (const { id, zone } of await store.users.getMany(organisation, missing)) {
      // A zone that the runtime has forgotten cannot be counted in.
      if (isZone(zone)) zones.set(id, zone);
    }
  }

  async function readScores(leads: readonly Lead[]): Promise<Map<string, FilterFacts['score']>> {
    if (!needs('score') || leads.length === 0) return new Map();
    const stored = await store.scores.getMany(
      organisation,
      leads.map(({ id }) => id),
    );
    if (stored.length === 0) return new Map();
    const known = await (scoring ??= loadScoring(store, organisation));
    const ofOwner = await known.ofOwners(leads.map(({ ownerId }) => ownerId));
    const owners = new Map(leads.map(({ id, ownerId }) => [id, ownerId]));
    return new Map(
      stored.map(({ leadId, value, at }) => {
        const { halfLifeDays } = (ofOwner.get(owners.get(leadId) ?? '') ?? known.ofAll).value;
        return [leadId, { value, at, halfLifeDays }];
      }),
    );
  }

  function typeOf(typeId: string): Promise<readonly RecordField[]> {
    const known = types.get(typeId);
    if (known !== undefined) return known;
    const read = store.recordTypes
      .get(organisation, typeId)
      .then((stored) => typeInForce(organisation, typeId, stored)?.fields ?? []);
    types.set(typeId, read);
    return read;
  }

  /** What is read of leads by their ids, and of what else a page names. */
  async function readShared(of: {
    leadIds: readonly LeadId[];
    leads: readonly Lead[];
    accountIds: readonly (string | undefined)[];
    owners: readonly string[];
  }) {
    const { leadIds, leads, accountIds, owners } = of;
    const wanted = [...new Set(accountIds.flatMap((id) => id ?? []))];
    const [accounts, engagements, scores, enrollments] = await Promise.all([
      needs('account') && wanted.length > 0 ? store.accounts.getMany(organisation, wanted) : [],
      needs('engagement') && leadIds.length > 0 ? store.engagements.getMany(organisation, leadIds) : [],
      readScores(leads),
      needs('enrollments')
        ? readTimesInSequences(store, organisation, { leadIds, sequences })
        : new Map<string, EnrollmentFacts[]>(),
      readZones(owners),
    ]);
    return {
      accounts: new Map(accounts.map((account) => [account.id, account])),
      engagements: new Map(engagements.map((engagement) => [engagement.leadId, engagement])),
      scores,
      enrollments,
    };
  }

  /** Adds what is asked of other records of the leads: since when, each field says for itself. */
  async function withRecords<Item>(
    known: readonly WithFacts<Item>[],
    leadOf: (item: Item) => string | undefined,
  ): Promise<WithFacts<Item>[]> {
    if (!needs('records')) return [...known];
    const wanted = known.flatMap(({ item, facts }) => {
      const since = recordsAskedSince(filter, facts);
      const leadId = leadOf(item);
      return since === undefined || leadId === undefined
        ? []
        : [{ item, leadId, ...since, but: facts.record?.id }];
    });
    const read = await readLatestRecords(store, organisation, wanted, asked);
    const latest = new Map(wanted.map(({ item }, index) => [item, read[index]]));
    return known.map(({ item, facts }) => ({ item, facts: { ...facts, latestRecords: latest.get(item) } }));
  }

  return {
    async ofLeads(leads, now) {
      const shared = await readShared({
        leadIds: leads.map(({ id }) => id),
        leads,
        accountIds: leads.map(({ accountId }) => accountId),
        owners: leads.map(({ ownerId }) => ownerId),
      });
      const known = leads.map((lead) => ({
        item: lead,
        facts: {
          now,
          zone: zones.get(lead.ownerId) ?? utc,
          lead,
          account: lead.accountId === undefined ? undefined : shared.accounts.get(lead.accountId),
          score: shared.scores.get(lead.id),
          engagement: shared.engagements.get(lead.id),
          enrollments: shared.enrollments.get(lead.id),
        },
      }));
      return withRecords(known, ({ id }) => id);
    },

    async ofRecords(records, now) {
      const leadIds = [...new Set(records.flatMap(({ leadId }) => leadId ?? []))];
      const ofLead = needs('lead') || needs('account') || needs('score');
      const leads = ofLead && leadIds.length > 0 ? await store.leads.getMany(organisation, leadIds) : [];
      const byId = new Map(leads.map((lead) => [lead.id, lead]));
      const accountOf = ({ accountId, leadId }: StoredRecord) =>
        accountId ?? (leadId === undefined ? undefined : byId.get(leadId)?.accountId);
      const shared = await readShared({
        leadIds,
        leads,
        accountIds: records.map(accountOf),
        owners: records.map(({ ownerId }) => ownerId),
      });
      const known = await Promise.all(
        records.map(async (record) => {
          const accountId = accountOf(record);
          const { leadId = '' } = record;
          return {
            item: record,
            facts: {
              now,
              zone: zones.get(record.ownerId) ?? utc,
              lead: byId.get(leadId),
              account: accountId === undefined ? undefined : shared.accounts.get(accountId),
              record: { ...record, fields: await typeOf(record.typeId) },
              score: shared.scores.get(leadId),
              engagement: shared.engagements.get(leadId),
              enrollments: shared.enrollments.get(leadId),
            },
          };
        }),
      );
      return withRecords(known, ({ leadId }) => leadId);
    },
  };
}
