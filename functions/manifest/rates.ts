import type { FunctionDefinition } from '../function-definition.ts';
import { read, readWrite, synced } from './grants.ts';

/** Functions that are called by the clock. */
export const rateFunctions: readonly FunctionDefinition[] = [
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
