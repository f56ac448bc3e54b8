import type { TableName } from '#shared/tables/tables.ts';
import type { FunctionDefinition, Grant } from './function-definition.ts';
import type { QueueName } from './resources.ts';

export { buckets, maxReceives, queues, topics } from './resources.ts';
export type { BucketName, QueueName, TopicName } from './resources.ts';
export type { FunctionDefinition, Grant, TableAccess, Trigger } from './function-definition.ts';

const read = (...names: TableName[]): Grant[] => names.map((table) => ({ table, access: 'read' }));
const remove = (...names: TableName[]): Grant[] => names.map((table) => ({ table, access: 'remove' }));
const readWrite = (...names: TableName[]): Grant[] => names.map((table) => ({ table, access: 'readWrite' }));

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
const synced: readonly Grant[] = [
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

/** Every function of a stage; read by infra/stacks and infra/local. */
export const functions: readonly FunctionDefinition[] = [
  {
    id: 'api',
    entry: 'functions/api/api.ts',
    trigger: { kind: 'api', routes: ['ANY /v1/{proxy+}'] },
    grants: [
      ...readWrite(
        'settings',
        'users',
        'groups',
        'accounts',
        'leads',
        'templates',
        'sequences',
        'sequence-versions',
      ),
      ...readWrite(
        'enrollments',
        'lane-days',
        'tasks',
        'activities',
        'jobs',
        'idempotency-keys',
        'markers',
        'workflows',
        'workflow-runs',
        'suppressions',
        'holds',
        'filters',
        'record-types',
        'records',
      ),
      ...readWrite('surveys', 'survey-versions', 'responses', 'contact-intervals', 'automations'),
      ...readWrite('sent-messages'),
      ...remove('automations', 'surveys'),
      ...read('matches', 'engagements', 'connections', 'mappings', 'picklists'),
      ...read('statistics', 'scores', 'requests', 'replies', 'sweep-parts'),
      ...remove('filters', 'settings', 'groups', 'templates', 'workflows', 'sending-domains', 'record-types'),
      { table: 'users', access: 'scan' },
      { queue: 'lanes' },
      { queue: 'jobs' },
      { queue: 'workflows' },
      ...readWrite('webhook-deliveries', 'webhook-rotations'),
      { queue: 'webhooks' },
      ...readWrite('sending-domains'),
      { use: 'mail-identities' },
      { use: 'user-pool' },
      { use: 'webhook-secret' },
      { bucket: 'files', access: 'readWrite' },
      { bucket: 'inbound-mail', access: 'read' },
      { use: 'schedules' },
      { use: 'read-schedules' },
      { table: 'short-links', access: 'write' },
      { table: 'send-tokens', access: 'count' },
      { use: 'send-mail' },
      { use: 'send-sms' },
      { use: 'link-secret' },
    ],
    memoryMb: 1024,
    timeoutSeconds: 29,
    impact: 'Admins and reps cannot use the API.',
  },
  {
    id: 'doctor',
    entry: 'functions/api/doctor.ts',
    trigger: { kind: 'api', routes: ['GET /v1/doctor'] },
    grants: [...read('users'), { use: 'read-account' }],
    memoryMb: 512,
    timeoutSeconds: 28,
    impact: 'Admins cannot see in the API what the stage lacks; nothing else depends on it.',
  },
  {
    id: 'connections',
    entry: 'functions/api/connections.ts',
    trigger: {
      kind: 'api',
      routes: ['connections', 'crm-rules', 'incoming-events'].flatMap((noun) => [
        `ANY /v1/${noun}`,
        `ANY /v1/${noun}/{proxy+}`,
      ]),
    },
    grants: [
      ...readWrite(...crmTables, 'jobs', 'incoming-events', 'crm-rules', 'rule-looks'),
      ...remove('connections', 'mappings', 'sync-states', 'crm-rules', 'rule-looks'),
      ...read(
        'workflows',
        'settings',
        'users',
        'groups',
        'sequences',
        'sequence-versions',
        'record-types',
        'records',
      ),
      ...read('scores', 'engagements', 'responses', 'contact-intervals', 'suppressions'),
      ...readWrite('leads', 'accounts', 'enrollments', 'lane-days', 'tasks', 'activities'),
      { queue: 'lanes' },
      { use: 'schedules' },
      { use: 'credentials' },
    ],
    memoryMb: 1024,
    timeoutSeconds: 29,
    toldBy5xx: true,
    impact:
      'Connections, mappings and CRM rules cannot be seen or changed; what they do by themselves goes on.',
  },
  {
    id: 'receive-events',
    entry: 'functions/public/receive-events.ts',
    trigger: { kind: 'public', routes: ['POST /in/{connection}/{token}'] },
    grants: [
      ...read('connections'),
      ...readWrite('sync-states'),
      { table: 'incoming-events', access: 'write' },
      { use: 'read-credentials' },
    ],
    memoryMb: 256,
    timeoutSeconds: 10,
    toldBy5xx: true,
    impact: 'Calls and bookings are not taken in; most services send them again for some hours.',
  },
  {
    id: 'public',
    entry: 'functions/public/public.ts',
    trigger: {
      kind: 'public',
      routes: [
        ...['GET /openapi.json', 'GET /docs', 'GET /health', 'GET /u/{token}', 'POST /u/{token}'],
        ...['GET /s/{token}', 'POST /s/{token}'],
        ...['GET /l/{token}', 'HEAD /l/{token}', 'GET /o/{token}', 'HEAD /o/{token}'],
      ],
    },
    grants: [
      ...readWrite('leads', 'enrollments', 'lane-days', 'tasks', 'activities', 'suppressions', 'responses'),
      ...read('settings', 'users', 'groups', 'sequences', 'sequence-versions', 'contact-intervals'),
      ...read('short-links', 'surveys', 'survey-versions'),
      { table: 'visits', access: 'write' },
      { queue: 'lanes' },
      { queue: 'visits' },
      { use: 'schedules' },
      { use: 'link-secret' },
    ],
    memoryMb: 512,
    timeoutSeconds: 15,
    frequent: true,
    impact: 'Recipients cannot unsubscribe or answer surveys, and the links in their messages lead nowhere.',
  },
  {
    id: 'console',
    entry: 'functions/console/serve.ts',
    files: 'console',
    trigger: { kind: 'public', routes: ['GET /', 'GET /console', 'GET /console/{proxy+}'] },
    grants: [{ use: 'sign-in' }],
    memoryMb: 512,
    timeoutSeconds: 10,
    toldBy5xx: true,
    impact: 'The console does not open in a browser; the API and everything that is under way go on.',
  },
  {
    id: 'run-due-steps',
    entry: 'functions/events/run-due-steps.ts',
    trigger: { kind: 'queue', queue: 'lanes', batchSize: 10, maxConcurrency: 50 },
    grants: [
      ...read(
        'settings',
        'users',
        'groups',
        'accounts',
        'leads',
        'templates',
        'sequences',
        'sequence-versions',
        'record-types',
        'records',
      ),
      ...readWrite('enrollments', 'lane-days', 'tasks', 'holds', 'contact-intervals'),
      ...read('surveys', 'survey-versions', 'responses'),
      { table: 'short-links', access: 'write' },
      ...readWrite('sent-messages'),
      { table: 'send-tokens', access: 'count' },
      { table: 'users', access: 'scan' },
      { queue: 'lanes' },
      { use: 'schedules' },
      { use: 'send-mail' },
      { use: 'send-sms' },
      { use: 'link-secret' },
    ],
    memoryMb: 256,
    timeoutSeconds: 120,
    frequent: true,
    impact: 'Due steps are not run: mails, texts and tasks come late.',
  },
  {
    id: 'ingest-provider-events',
    entry: 'functions/events/ingest-provider-events.ts',
    trigger: {
      kind: 'queue',
      queue: 'provider-events',
      batchSize: 100,
      batchWindowSeconds: 20,
      maxConcurrency: 10,
    },
    grants: [
      ...read('settings', 'users', 'groups', 'sequences', 'sequence-versions', 'requests'),
      ...read('responses', 'contact-intervals'),
      ...readWrite('leads', 'enrollments', 'lane-days', 'tasks', 'activities', 'markers', 'suppressions'),
      { queue: 'lanes' },
      { use: 'schedules' },
    ],
    memoryMb: 256,
    timeoutSeconds: 60,
    frequent: true,
    impact:
      'Bounces and complaints are not taken in: people who bounced or complained may be written to again.',
  },
  {
    id: 'record-visits',
    entry: 'functions/events/record-visits.ts',
    trigger: { kind: 'queue', queue: 'visits', batchSize: 50, batchWindowSeconds: 20, maxConcurrency: 10 },
    grants: [...read('enrollments', 'visits', 'requests'), ...readWrite('activities', 'markers')],
    memoryMb: 256,
    timeoutSeconds: 60,
    frequent: true,
    impact: 'Openings and clicks are missing from records, statistics and scores.',
  },
  {
    id: 'receive-inbound-mail',
    entry: 'functions/events/receive-inbound-mail.ts',
    trigger: { kind: 'queue', queue: 'inbound-mail', batchSize: 5, maxConcurrency: 10 },
    grants: [
      ...read('settings', 'users', 'groups', 'sequences', 'sequence-versions'),
      ...read('responses', 'contact-intervals'),
      ...readWrite('leads', 'enrollments', 'lane-days', 'tasks', 'activities'),
      { table: 'replies', access: 'write' },
      { table: 'send-tokens', access: 'count' },
      { bucket: 'inbound-mail', access: 'read' },
      { queue: 'lanes' },
      { use: 'schedules' },
      { use: 'send-mail' },
      { use: 'link-secret' },
    ],
    memoryMb: 512,
    timeoutSeconds: 60,
    impact:
      'Replies are not seen: leads who answered go on receiving mails, and reps do not get their answers.',
  },
  {
    id: 'record-activities',
    entry: 'functions/events/record-activities.ts',
    // Workflows and scores follow the record: it waits no longer than they may.
    trigger: { kind: 'stream', table: 'enrollments', batchSize: 100, batchWindowSeconds: 10, bisect: true },
    grants: readWrite('activities'),
    memoryMb: 256,
    timeoutSeconds: 60,
    frequent: true,
    impact: 'The record of what happened and why lags behind.',
  },
  {
    id: 'follow-records',
    entry: 'functions/events/follow-records.ts',
    trigger: { kind: 'stream', table: 'records', batchSize: 100, batchWindowSeconds: 5, bisect: true },
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
    // No window: workflows start at once, and what is written by batches comes in batches.
    trigger: { kind: 'stream', table: 'activities', batchSize: 100, bisect: true, only: 'INSERT' },
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
    trigger: { kind: 'stream', table: 'responses', batchSize: 20, bisect: true },
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
    id: 'send-user-mails',
    entry: 'functions/events/send-user-mails.ts',
    trigger: { kind: 'queue', queue: 'user-mails', batchSize: 5, maxConcurrency: 5 },
    grants: [
      ...read('settings'),
      // What is refused because of us holds sequences too, and what goes through ends their hold.
      ...readWrite('markers', 'holds'),
      { table: 'users', access: 'scan' },
      ...read('users'),
      { table: 'send-tokens', access: 'count' },
      { queue: 'user-mails' },
      { queue: 'lanes' },
      { use: 'send-mail' },
    ],
    memoryMb: 256,
    timeoutSeconds: 60,
    impact: 'Users are not told of warnings, unhappy clients and requests for service.',
  },
  {
    id: 'run-workflows',
    entry: 'functions/events/run-workflows.ts',
    trigger: { kind: 'queue', queue: 'workflows', batchSize: 10, maxConcurrency: 10 },
    grants: [
      ...read('settings', 'users', 'groups', 'sequences', 'sequence-versions', 'workflows'),
      ...read('responses', 'contact-intervals'),
      ...readWrite('leads', 'enrollments', 'lane-days', 'tasks', 'activities', 'workflow-runs'),
      ...read('connections', 'mappings', 'crm-links', 'picklists'),
      ...readWrite('crm-writes'),
      { queue: 'lanes' },
      { queue: 'workflows' },
      { use: 'schedules' },
    ],
    memoryMb: 256,
    timeoutSeconds: 60,
    impact: 'Workflows do not do what they should when something happens to a lead.',
  },
  {
    id: 'follow-leads',
    entry: 'functions/events/follow-leads.ts',
    trigger: { kind: 'stream', table: 'leads', batchSize: 100, batchWindowSeconds: 5, bisect: true },
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
    trigger: { kind: 'stream', table: 'accounts', batchSize: 100, batchWindowSeconds: 5, bisect: true },
    grants: [...read('automations'), { queue: 'matches' }],
    memoryMb: 256,
    timeoutSeconds: 60,
    impact: 'Automations see changes of accounts only in their daily round.',
  },
  {
    id: 'match-automations',
    entry: 'functions/events/match-automations.ts',
    trigger: { kind: 'queue', queue: 'matches', batchSize: 20, batchWindowSeconds: 2, maxConcurrency: 10 },
    grants: [
      ...read('settings', 'users', 'groups', 'accounts', 'sequences', 'sequence-versions', 'automations'),
      ...read('records', 'record-types', 'scores', 'leads', 'engagements', 'responses', 'contact-intervals'),
      ...readWrite('enrollments', 'lane-days', 'tasks', 'matches'),
      { queue: 'lanes' },
      // An account is looked at in slices, each a message.
      { queue: 'matches' },
      { use: 'schedules' },
      { use: 'match-schedules' },
    ],
    memoryMb: 512,
    timeoutSeconds: 60,
    impact: 'Automations do not see what begins or ceases to match: what they would do comes late.',
  },
  {
    id: 'run-jobs',
    entry: 'functions/events/run-jobs.ts',
    trigger: { kind: 'queue', queue: 'jobs', batchSize: 1, maxConcurrency: 2 },
    grants: [
      ...read('settings', 'users', 'groups', 'templates', 'sequences', 'sequence-versions', 'holds'),
      ...read('automations', 'record-types', 'scores', 'engagements'),
      ...readWrite('matches'),
      { use: 'match-schedules' },
      ...read('responses', 'contact-intervals', 'surveys', 'survey-versions'),
      ...readWrite(
        'leads',
        'accounts',
        'enrollments',
        'lane-days',
        'jobs',
        'tasks',
        'activities',
        'suppressions',
        'records',
      ),
      // Erasing a person (F9) goes through every table that holds people.
      ...read(
        'visits',
        'short-links',
        'sent-messages',
        'webhook-deliveries',
        'workflow-runs',
        'replies',
        'markers',
        'requests',
      ),
      ...readWrite('idempotency-keys', 'statistics', 'crm-links', 'crm-rules'),
      ...read('crm-writes', 'rule-looks', 'incoming-events'),
      ...remove('crm-writes', 'rule-looks', 'incoming-events'),
      { table: 'contact-intervals', access: 'write' },
      // Answers that are kept no longer: what was said goes, that it was stays.
      { table: 'responses', access: 'write' },
      { table: 'holds', access: 'write' },
      ...remove('visits', 'short-links', 'tasks', 'responses', 'webhook-deliveries', 'workflow-runs'),
      ...remove(
        'scores',
        'engagements',
        'contact-intervals',
        'matches',
        'records',
        'replies',
        'suppressions',
      ),
      ...remove('markers', 'requests', 'activities', 'enrollments', 'leads', 'sent-messages'),
      { bucket: 'files', access: 'readWrite' },
      { bucket: 'files', access: 'remove' },
      { bucket: 'inbound-mail', access: 'remove' },
      { queue: 'lanes' },
      { queue: 'jobs' },
      { use: 'schedules' },
      { use: 'read-schedules' },
    ],
    memoryMb: 1024,
    timeoutSeconds: 600,
    impact: 'Imports, bulk enrolments, exports, erasures, retention and large forecasts stand still.',
  },
  {
    id: 'sync-connections',
    entry: 'functions/events/sync-connections.ts',
    trigger: { kind: 'rate', minutes: 5, inputs: [{ sync: 'all' }] },
    grants: [...synced, { table: 'connections', access: 'scan' }],
    memoryMb: 512,
    timeoutSeconds: 600,
    impact: 'Changes of the CRM are not taken in, and what failed to be written to it is not tried again.',
  },
  {
    id: 'write-crm',
    entry: 'functions/events/write-crm.ts',
    // A window: what one person does to one record in some seconds is one write.
    trigger: { kind: 'stream', table: 'crm-writes', batchSize: 100, batchWindowSeconds: 2, bisect: true },
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
    trigger: { kind: 'stream', table: 'incoming-events', batchSize: 20, bisect: true },
    grants: synced,
    memoryMb: 256,
    timeoutSeconds: 60,
    impact:
      'Calls and bookings are kept but not yet told to anybody: activities, scores and workflows wait for them.',
  },
  {
    id: 'deliver-webhooks',
    entry: 'functions/events/deliver-webhooks.ts',
    // One at a time: a receiver that is slow holds up nobody else's message.
    trigger: { kind: 'queue', queue: 'webhooks', batchSize: 1, maxConcurrency: 5 },
    grants: [
      ...readWrite('webhook-deliveries'),
      ...remove('webhook-deliveries'),
      ...read('settings', 'users', 'groups', 'leads', 'sequences', 'webhook-rotations'),
      { use: 'webhook-schedules' },
      { use: 'webhook-secret' },
    ],
    memoryMb: 256,
    timeoutSeconds: 30,
    impact: 'Receivers are not told of converted and disqualified leads, nor of answers to surveys.',
  },
  {
    id: 'sweep',
    entry: 'functions/events/sweep.ts',
    trigger: {
      kind: 'rate',
      minutes: 60,
      inputs: [
        // Parts of fewer than five thousand enrollments are read whole every hour: for some cents a month.
        ...[0, 1, 2, 3].map((number) => ({ sweep: 'enrollments', number, of: 4, small: 5_000 })),
        { sweep: 'planned-tasks' },
        { sweep: 'holds' },
        { sweep: 'webhook-deliveries' },
        { sweep: 'sending-domains' },
        { sweep: 'automations' },
        { sweep: 'retention' },
      ],
    },
    grants: [
      ...readWrite('enrollments', 'lane-days', 'tasks', 'holds', 'sweep-parts'),
      { table: 'enrollments', access: 'scan' },
      { table: 'users', access: 'scan' },
      { table: 'holds', access: 'scan' },
      ...read('users', 'groups', 'leads', 'sequences', 'sequence-versions'),
      ...read('responses', 'contact-intervals'),
      ...readWrite('settings', 'sending-domains'),
      { table: 'settings', access: 'scan' },
      { table: 'sending-domains', access: 'scan' },
      { use: 'mail-identities' },
      { queue: 'lanes' },
      { use: 'schedules' },
      { table: 'automations', access: 'scan' },
      ...readWrite('jobs'),
      { queue: 'jobs' },
      { table: 'webhook-deliveries', access: 'scan' },
      { queue: 'webhooks' },
    ],
    memoryMb: 512,
    timeoutSeconds: 600,
    impact:
      'Lost wake-ups are not repaired, unknown sends are not listed for a person, and sending domains whose DNS broke stay in use.',
  },
];

/**
 * How long a message of a queue stays hidden once it is given out, in seconds. One that was not worked off comes again
 * after it. Six times the longest run of the functions that read the queue and the window in which its batch is
 * gathered, as AWS advises: where Lambda has no room, a
 * message must not use up its receives within minutes. Of the queues that `comesSoon` it is the longest run and a margin:
 * a lane stands still behind its first message, and its claims end with it (claim-term.ts); a job whose worker died
 * would stand still for an hour, and its long runs give it time enough.
 */
export function visibilitySecondsOf(queue: QueueName): number {
  const terms = functions.flatMap(({ trigger, timeoutSeconds }) => {
    if (trigger.kind !== 'queue' || trigger.queue !== queue) return [];
    const run = comesSoon.includes(queue) ? timeoutSeconds + 30 : timeoutSeconds * 6;
    return [(trigger.batchWindowSeconds ?? 0) + run];
  });
  return Math.max(...terms);
}

/** As many functions as the queues of a stage start at once, and twenty for the API and the public pages. */
export const functionsAtOnce =
  20 +
  functions.reduce((sum, { trigger }) => sum + (trigger.kind === 'queue' ? trigger.maxConcurrency : 0), 0);

const comesSoon: readonly QueueName[] = ['lanes', 'jobs'];
