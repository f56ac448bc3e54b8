import assert from 'node:assert/strict';
import type { CrmRecord } from '#shared/domain/crm/crm-object.ts';
import { lookId, type CrmRule, type RuleLook } from '#shared/domain/crm/crm-rule.ts';
import type { Enrollment } from '#shared/domain/core/enrollment.ts';
import { isRefusal } from '#shared/domain/kernel/refusal.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import type { Lead } from '#shared/domain/people/people.ts';
import type { Store } from '#shared/ports/store.ts';
import type { WholePorts } from '#shared/use-cases/core/engine-ports.ts';
import { enrollByRules } from '#shared/use-cases/crm-rules/enroll-by-rules.ts';
import { enrollWaiting } from '#shared/use-cases/crm-rules/enroll-waiting.ts';
import { lookByRules } from '#shared/use-cases/crm-rules/look-by-rules.ts';
import type { RuleInput } from '#shared/use-cases/crm-rules/rule-problems.ts';
import { putRule, switchRule } from '#shared/use-cases/crm-rules/save-rule.ts';
import { at } from './at.ts';
import { ORGANISATION as organisation, seed, SENDER, SEQUENCE, world, type World } from './world.ts';

/** A Monday, 10:00 in Paris. */
export const start = at('2027-03-22T09:00:00.000Z');
export const RULE = 'web-leads';
export const admin = { organisation, userId: 'ada', role: 'admin' } as const;

/** Takes leads of France into the sequence of the world. */
export const french: RuleInput = {
  name: 'Leads of France',
  kind: 'salesforce',
  object: 'lead',
  on: 'created-or-updated',
  filter: { all: [{ field: 'lead.country', is: 'is', value: 'FR' }] },
  sequenceId: SEQUENCE,
  asksAbove: 2,
};

/** That Salesforce is connected, and its leads are mapped. */
async function connectSalesforce(store: Store): Promise<void> {
  await store.connections.put(
    {
      organisation,
      id: 'salesforce',
      revision: 1,
      kind: 'salesforce',
      settings: {},
      credentialsAt: start,
      createdBy: 'ada',
      createdAt: start,
    },
    'absent',
  );
  const field = { object: 'lead', ours: 'email', theirs: 'Email', direction: 'in', wins: 'theirs' } as const;
  await store.mappings.put(
    {
      organisation,
      id: 'salesforce',
      revision: 1,
      kind: 'salesforce',
      fields: [field],
      status: {},
      owners: 'none',
      defaultOwnerId: SENDER,
      takesIn: 'by-rule',
      activities: {},
      changedBy: 'ada',
      changedAt: start,
    },
    'absent',
  );
}

/** A world with Salesforce connected, a published sequence of one call, and a rule that acts. */
export async function ruleWorld(
  rule: Partial<RuleInput> = {},
  store?: Store,
  of: Partial<Parameters<typeof seed>[1]> = {},
): Promise<World> {
  const w = world(start, undefined, store);
  await seed(w, { steps: [{ type: 'call' }], leads: [], ...of });
  await connectSalesforce(w.ports.store);
  const input = { ...french, ...rule };
  const put = await putRule(w.ports, { caller: admin, id: RULE, input, expected: 'absent', now: start });
  assert.equal(put.kind, 'saved', JSON.stringify(put));
  const switched = await switchRule(w.ports, { caller: admin, id: RULE, active: true, now: start });
  assert.ok(!isRefusal(switched), JSON.stringify(switched));
  return w;
}

/** A record of the CRM, named by a number. */
export function recordNamed(n: number, of: Partial<CrmRecord> & { modifiedAt: Instant }): CrmRecord {
  return { object: 'lead', id: `00Q${n}`, fields: {}, ...of };
}

/** The lead that the mapping makes of it. */
export function leadOf(record: CrmRecord, of: Partial<Lead> = {}): Lead {
  return {
    organisation,
    id: record.id.toLowerCase().padStart(16, '0'),
    revision: 1,
    status: 'lead',
    ownerId: SENDER,
    firstName: 'Zoé',
    email: `${record.id.toLowerCase()}@example.com`,
    country: 'FR',
    fields: {},
    suppression: {},
    createdAt: record.modifiedAt,
    ...of,
  };
}

/** What the work on a CRM does with a record that is new or changed. */
export async function arrives(
  ports: WholePorts,
  record: CrmRecord,
  now: Instant,
  { isNew = true, ...of }: Partial<Lead> & { isNew?: boolean } = {},
): Promise<void> {
  const candidate = leadOf(record, of);
  const kind = 'salesforce';
  const { takes, looks } = await lookByRules(ports, { organisation, kind, record, candidate, isNew, now });
  if (!takes) return;
  await ports.store.leads.put(candidate, 'absent');
  const lead = await ports.store.leads.get(organisation, candidate.id);
  assert.ok(lead);
  await enrollByRules(ports, { organisation, looks, lead, now });
}

/** A run of the work on the CRM, without changes. */
export async function goesOn(ports: WholePorts, now: Instant, most = 1_000) {
  return enrollWaiting(ports, { organisation, kind: 'salesforce', now, most });
}

/** The rule as it is stored. */
export async function ruleOf({ ports: { store } }: World, id = RULE): Promise<CrmRule> {
  const rule = await store.crmRules.get(organisation, id);
  assert.ok(rule);
  return rule;
}

/** What a rule noted of a record. */
export async function lookOf(
  { ports: { store } }: World,
  record: CrmRecord,
  rule = RULE,
): Promise<RuleLook | undefined> {
  return store.ruleLooks.get(organisation, lookId(rule, record));
}

/** Every enrollment, by the lead that it is of. */
export async function enrolledLeads(w: World): Promise<string[]> {
  return (await w.enrollments()).map(({ leadId }: Enrollment) => leadId).toSorted();
}
