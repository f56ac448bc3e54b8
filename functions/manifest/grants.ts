import type { TableName } from '#shared/tables/tables.ts';
import type { Grant } from '../function-definition.ts';

/** What reads tables. */
export const read = (...names: TableName[]): Grant[] => names.map((table) => ({ table, access: 'read' }));

/** What deletes items of tables. */
export const remove = (...names: TableName[]): Grant[] => names.map((table) => ({ table, access: 'remove' }));

/** What reads tables and writes to them. */
export const readWrite = (...names: TableName[]): Grant[] =>
  names.map((table) => ({ table, access: 'readWrite' }));

/** What is kept of a connected CRM. */
const crmTables = [
  'connections',
  'sync-states',
  'mappings',
  'picklists',
  'crm-links',
  'crm-writes',
] as const satisfies readonly TableName[];

/** What reading a CRM, and what services sent, touches. */
export const synced: readonly Grant[] = [
  ...remove('crm-links'),
  ...readWrite(...crmTables, 'crm-rules', 'rule-looks', 'jobs', 'incoming-events'),
  ...read('settings', 'users', 'groups', 'sequences', 'sequence-versions', 'record-types', 'records'),
  ...read('scores', 'engagements', 'responses', 'contact-intervals', 'workflows'),
  ...remove('crm-rules', 'rule-looks'),
  ...readWrite('suppressions'),
  ...readWrite('leads', 'accounts', 'enrollments', 'lane-days', 'tasks', 'activities'),
  // Of a lead that is converted in the CRM the webhook of the button is told (A14).
  ...readWrite('webhook-deliveries'),
  { queue: 'webhooks' },
  { queue: 'lanes' },
  { use: 'schedules' },
  { use: 'credentials' },
];
