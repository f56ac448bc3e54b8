import type { Connection, SyncState } from '#shared/domain/connections/connection.ts';
import type { CrmLink } from '#shared/domain/crm/crm-link.ts';
import type { CrmRule, RuleLook } from '#shared/domain/crm/crm-rule.ts';
import type { CrmWrite } from '#shared/domain/crm/crm-write.ts';
import type { Mapping } from '#shared/domain/crm/mapping.ts';
import type { Picklist } from '#shared/domain/crm/picklist.ts';
import type { IncomingEvent } from '#shared/domain/incoming/incoming-event.ts';
import { at, enrollmentNamed } from '#test/support/at.ts';
import { organisation } from './organisation.ts';
import { lead } from './people.ts';

// Connections and what is kept of a CRM, with all optional fields.

const when = at('2027-03-15T09:00:00.000Z');

export const connection: Connection = {
  organisation,
  id: 'salesforce',
  revision: 3,
  kind: 'salesforce',
  settings: { domain: 'https://acme.my.salesforce.com', flow: 'client-credentials' },
  paused: { since: when, by: 'u1' },
  addressHash: 'ab12',
  completesCallTasks: true,
  authorizing: { stateHash: 'cd34', redirectUri: 'https://console.example/allowed', until: when },
  credentialsAt: when,
  createdBy: 'u1',
  createdAt: when,
};

export const syncState: SyncState = {
  organisation,
  id: 'salesforce',
  revision: 9,
  kind: 'salesforce',
  account: { id: '14700001', at: when },
  lease: { holder: 'r1', until: when },
  objects: { lead: { cursor: '{"at":1}', caughtUpAt: when, taken: 12, passedOver: 1 } },
  lastGoodAt: when,
  readAt: when,
  lastTriedAt: when,
  notBefore: when,
  allowance: { used: 120, allowed: 100_000, at: when },
  problem: { trouble: 'allowance', since: when, detail: 'The allowance of the day is used up.' },
  refused: { forged: 2 },
};

export const mapping: Mapping = {
  organisation,
  id: 'salesforce',
  revision: 1,
  kind: 'salesforce',
  fields: [{ object: 'lead', ours: 'fields.budget', theirs: 'Budget__c', direction: 'both', wins: 'ours' }],
  status: { lead: 'Status', contact: 'Status__c', account: 'Status__c' },
  owners: 'both',
  defaultOwnerId: 'u1',
  takesIn: 'all',
  activities: { mail: 'task', call: 'note' },
  changedBy: 'u1',
  changedAt: when,
};

export const picklist: Picklist = {
  organisation,
  id: 'salesforce.lead.Status',
  revision: 1,
  kind: 'salesforce',
  object: 'lead',
  field: 'Status',
  recordType: '012000000000001',
  options: [
    {
      value: 'Closed - Converted',
      label: 'Closed – converted',
      active: true,
      converts: true,
      dependsOn: { field: 'Type', values: ['A'] },
    },
  ],
  readAt: when,
};

export const crmLink: CrmLink = {
  organisation,
  id: 'salesforce.lead.00Q1',
  revision: 2,
  kind: 'salesforce',
  object: 'lead',
  theirId: '00Q1',
  ours: `lead.${lead.id}`,
  theirAccountId: '0011',
  agreed: { FirstName: 'Ana' },
  empty: ['Budget'],
  modifiedAt: when,
  erased: true,
  gone: { at: when, mergedInto: '00Q2' },
};

export const crmWrite: CrmWrite = {
  organisation,
  id: 'salesforce.lead.00Q1.fields',
  revision: 1,
  kind: 'salesforce',
  object: 'lead',
  theirId: '00Q1',
  ours: `lead.${lead.id}`,
  work: { kind: 'fields', fields: { Status: 'Working', Budget__c: null } },
  wish: 1,
  because: { kind: 'workflow', workflow: 'task-skipped', run: 'r1', chain: ['task-skipped'] },
  state: { status: 'pending', nextAt: when, tries: 1, why: 'It is locked.' },
  askedAt: when,
  expiresAt: 1_900_000_000,
};

export const crmRule: CrmRule = {
  organisation,
  id: 'web-leads',
  revision: 1,
  name: 'Web leads',
  kind: 'salesforce',
  object: 'lead',
  on: 'created',
  filter: { all: [] },
  sequenceId: 'q1',
  activation: { since: when, by: 'u1' },
  asksAbove: 50,
  asking: { since: when, round: 2 },
  letGo: 1,
  lettingGo: true,
  lately: [{ minute: when, count: 50 }],
  admitted: [{ lookId: 'web-leads.lead.00Q1', leadId: lead.id, sequenceId: 'q1', minute: when }],
  written: 1,
  deletedAt: when,
  createdBy: 'u1',
  createdAt: when,
};

export const ruleLook: RuleLook = {
  organisation,
  id: 'web-leads.lead.00Q1',
  revision: 1,
  ruleId: 'web-leads',
  theirId: '00Q1',
  object: 'lead',
  name: 'Ana Dupont',
  at: when,
  outcome: 'waits',
  words: ['The country is FR.'],
  why: 'It waits.',
  round: 1,
  leadId: lead.id,
  enrollmentId: enrollmentNamed(`${lead.id}.q1.1`),
};

export const incomingEvent: IncomingEvent = {
  organisation,
  id: 'aircall.k3j9x0q2m4v7b1zc',
  revision: 1,
  kind: 'aircall',
  receivedAt: when,
  body: '{"id":1}',
  happening: {
    type: 'call',
    callId: '1',
    direction: 'incoming',
    missed: false,
    at: when,
    seconds: 60,
    phone: lead.phone ?? '+33612345678',
    userEmail: 'anne@acme.example',
    recordingUrl: 'https://recordings.example/1',
  },
  state: { status: 'taken', leadId: lead.id, by: 'u1' },
  expiresAt: 1_900_000_000,
};
