/** A secondary index: names of its key attributes. Items without the attributes are not in it. */
export type IndexDefinition = { partition: string; sort: string; projection: 'ALL' | 'KEYS_ONLY' };

/** A DynamoDB table. Every table has the string keys `partition` and `sort`; the partition begins with the organisation. */
export type TableDefinition = {
  stream: boolean;
  indexes: Readonly<Record<string, IndexDefinition>>;
  /** Attribute in seconds of Unix time after which DynamoDB may drop an item, up to two days late: it times nothing. */
  expires?: string | undefined;
};

/** Every table of a stage. Read by the stacks, the local system and the store; the key values are made in the store. */
export const tables = {
  settings: { stream: false, indexes: {} },
  users: { stream: false, indexes: {} },
  groups: { stream: false, indexes: {} },
  accounts: { stream: false, indexes: {} },
  leads: {
    stream: false,
    indexes: {
      byEmail: { partition: 'emailKey', sort: 'sort', projection: 'KEYS_ONLY' },
      byPhone: { partition: 'phoneKey', sort: 'sort', projection: 'KEYS_ONLY' },
      byOwner: { partition: 'ownerKey', sort: 'sort', projection: 'KEYS_ONLY' },
    },
  },
  templates: { stream: false, indexes: {} },
  sequences: { stream: false, indexes: {} },
  'sequence-versions': { stream: false, indexes: {} },
  enrollments: {
    stream: true,
    indexes: {
      bySequence: { partition: 'sequenceKey', sort: 'sort', projection: 'KEYS_ONLY' },
      byBacklog: { partition: 'backlogKey', sort: 'backlogOrder', projection: 'KEYS_ONLY' },
    },
  },
  'lane-days': { stream: false, indexes: {} },
  tasks: {
    stream: false,
    indexes: { byUser: { partition: 'userKey', sort: 'openedAt', projection: 'KEYS_ONLY' } },
  },
  activities: {
    stream: true,
    indexes: {},
  },
  statistics: { stream: false, indexes: {} },
  scores: {
    stream: false,
    indexes: { byQualified: { partition: 'qualifiedKey', sort: 'qualifiedAt', projection: 'KEYS_ONLY' } },
  },
  jobs: { stream: false, indexes: {} },
  'webhook-deliveries': {
    stream: false,
    indexes: { byState: { partition: 'stateKey', sort: 'newest', projection: 'KEYS_ONLY' } },
    expires: 'expiresAt',
  },
  'webhook-rotations': { stream: false, indexes: {} },
  requests: { stream: false, indexes: {}, expires: 'expiresAt' },
  'sending-domains': { stream: false, indexes: {} },
  visits: { stream: false, indexes: {}, expires: 'expiresAt' },
  'short-links': { stream: false, indexes: {}, expires: 'expiresAt' },
  suppressions: {
    stream: false,
    indexes: { byReason: { partition: 'reasonKey', sort: 'sort', projection: 'KEYS_ONLY' } },
  },
  holds: { stream: false, indexes: {}, expires: 'expiresAt' },
  /** Mails sent in each second: what the instances agree by on the send rate of the account. */
  'send-tokens': { stream: false, indexes: {}, expires: 'expiresAt' },
  workflows: { stream: false, indexes: {} },
  'workflow-runs': {
    stream: false,
    indexes: {
      byLead: { partition: 'leadKey', sort: 'newest', projection: 'KEYS_ONLY' },
      byWorkflow: { partition: 'workflowKey', sort: 'newest', projection: 'KEYS_ONLY' },
      byState: { partition: 'stateKey', sort: 'newest', projection: 'KEYS_ONLY' },
    },
  },
} as const satisfies Record<string, TableDefinition>;
export type TableName = keyof typeof tables;
