import type { FunctionDefinition } from '../function-definition.ts';
import { read, readWrite, synced } from './grants.ts';

/** Functions that follow what is written to a table. */
export const streamFunctions: readonly FunctionDefinition[] = [
  {
    id: 'record-activities',
    entry: 'functions/events/record-activities.ts',
    // Workflows and scores follow the record: it waits no longer than they may.
    trigger: {
      kind: 'stream',
      table: 'enrollments',
      batchSize: 100,
      batchWindowSeconds: 10,
      bisect: true,
      late: 'record-late',
    },
    grants: readWrite('activities'),
    memoryMb: 256,
    timeoutSeconds: 60,
    frequent: true,
    impact: 'The record of what happened and why lags behind.',
  },
  {
    id: 'follow-records',
    entry: 'functions/events/follow-records.ts',
    trigger: {
      kind: 'stream',
      table: 'records',
      batchSize: 100,
      batchWindowSeconds: 5,
      bisect: true,
      late: 'automations-late',
    },
    grants: [...readWrite('activities'), ...read('automations'), { queue: 'matches' }],
    memoryMb: 256,
    timeoutSeconds: 60,
    frequent: true,
    impact:
      'What happens to offers, invoices, orders and other records is not told in the activities of their leads, and automations do not see it.',
  },
  {
    id: 'count-statistics',
    entry: 'functions/events/count-statistics.ts',
    // Figures may lag a minute: each batch writes every figure that it touches once.
    trigger: {
      kind: 'stream',
      table: 'activities',
      batchSize: 500,
      batchWindowSeconds: 60,
      bisect: false,
      only: 'INSERT',
      // What is counted already is told by the shard. The longest window that there is costs the fewest calls.
      tumblingWindowMinutes: 15,
      late: 'record-late',
    },
    grants: [...readWrite('statistics'), { table: 'statistics', access: 'count' }],
    memoryMb: 256,
    timeoutSeconds: 60,
    frequent: true,
    impact: 'Statistics lag behind.',
  },
  {
    id: 'follow-activities',
    entry: 'functions/events/follow-activities.ts',
    // Workflows start within seconds: shorter than this, nearly every activity has a call of its own.
    trigger: {
      kind: 'stream',
      table: 'activities',
      batchSize: 100,
      batchWindowSeconds: 5,
      bisect: true,
      only: 'INSERT',
      late: 'record-late',
    },
    grants: [
      ...read('settings', 'users', 'groups', 'leads', 'workflows', 'automations'),
      ...readWrite('scores', 'engagements', 'crm-writes'),
      ...read('connections', 'mappings', 'crm-links'),
      { table: 'activities', access: 'write' },
      { queue: 'workflows' },
      { queue: 'matches' },
    ],
    memoryMb: 256,
    timeoutSeconds: 60,
    frequent: true,
    impact:
      'Scores of leads and what was last done for them lag behind, qualified leads are seen late, and workflows start late.',
  },
  {
    id: 'follow-responses',
    entry: 'functions/events/follow-responses.ts',
    // No window: a warning is told at once.
    trigger: { kind: 'stream', table: 'responses', batchSize: 20, bisect: true, late: 'alerts-late' },
    grants: [
      ...read('settings', 'users', 'groups', 'sequences', 'sequence-versions', 'leads', 'survey-versions'),
      ...read('responses', 'contact-intervals'),
      ...readWrite(
        'enrollments',
        'lane-days',
        'tasks',
        'activities',
        'webhook-deliveries',
        'idempotency-keys',
      ),
      ...read('requests'),
      { queue: 'lanes' },
      { queue: 'webhooks' },
      { queue: 'user-mails' },
      { use: 'schedules' },
    ],
    memoryMb: 256,
    timeoutSeconds: 60,
    impact:
      'Warnings, unhappy clients and requests for service are told late, as are the webhooks of answers.',
  },
  {
    id: 'follow-leads',
    entry: 'functions/events/follow-leads.ts',
    trigger: {
      kind: 'stream',
      table: 'leads',
      batchSize: 100,
      batchWindowSeconds: 5,
      bisect: true,
      late: 'automations-late',
    },
    grants: [
      ...read('automations', 'connections', 'mappings', 'crm-links', 'leads', 'users', 'picklists'),
      ...readWrite('crm-writes'),
      { queue: 'matches' },
    ],
    memoryMb: 256,
    timeoutSeconds: 60,
    frequent: true,
    impact: 'Automations and the CRM do not see leads that are created or changed.',
  },
  {
    id: 'follow-accounts',
    entry: 'functions/events/follow-accounts.ts',
    trigger: {
      kind: 'stream',
      table: 'accounts',
      batchSize: 100,
      batchWindowSeconds: 5,
      bisect: true,
      late: 'automations-late',
    },
    grants: [...read('automations'), { queue: 'matches' }],
    memoryMb: 256,
    timeoutSeconds: 60,
    impact: 'Automations see changes of accounts only in their daily round.',
  },
  {
    id: 'write-crm',
    entry: 'functions/events/write-crm.ts',
    // A window: what one person does to one record in some seconds is one write.
    trigger: {
      kind: 'stream',
      table: 'crm-writes',
      batchSize: 100,
      batchWindowSeconds: 2,
      bisect: true,
      late: 'crm-late',
    },
    grants: [
      ...readWrite('crm-writes', 'crm-links', 'sync-states'),
      ...read('connections', 'mappings', 'users', 'picklists'),
      { use: 'credentials' },
    ],
    memoryMb: 512,
    timeoutSeconds: 120,
    impact: 'Statuses, owners and activities are not written to the CRM; they wait, and none is lost.',
  },
  {
    id: 'follow-events',
    entry: 'functions/events/follow-events.ts',
    trigger: { kind: 'stream', table: 'incoming-events', batchSize: 20, bisect: true, late: 'crm-late' },
    grants: synced,
    memoryMb: 256,
    timeoutSeconds: 60,
    impact:
      'Calls and bookings are kept but not yet told to anybody: activities, scores and workflows wait for them.',
  },
];
