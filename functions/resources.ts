/**
 * What comes late when queues and streams wait too long, in the words of users: an alarm each, for all whose waiting they
 * notice as the same.
 */
export const lateAlarms = {
  'steps-late': 'Due steps and lane wake-ups are not worked off: mails, texts and tasks come late.',
  'bounces-late':
    'Bounces, complaints and deliveries are not taken in: people who complained may be written to again, and unknown sends stay unknown.',
  'replies-late':
    'Replies are not seen: leads who answered go on receiving mails, and reps do not get their answers.',
  'visits-late': 'Openings and clicks are missing from records, statistics and scores.',
  'record-late':
    'Records, statistics and scores lag behind: qualified leads are seen late, and workflows start late.',
  'workflows-late': 'Workflows do not do what they should when something happens to a lead.',
  'automations-late':
    'Automations and the CRM see late what is created, changed, or begins or ceases to match, and activities do not tell of records.',
  'alerts-late':
    'Users are told late of warnings, unhappy clients and requests for service, and receivers of answers.',
  'webhooks-late': 'Receivers are told late of converted and disqualified leads, and of answers to surveys.',
  'jobs-late': 'Imports, bulk enrolments, exports, erasures, retention and large forecasts stand still.',
  'crm-late':
    'Statuses, owners and activities are written to the CRM late, and calls and bookings are told late.',
} as const satisfies Record<string, string>;
export type LateAlarm = keyof typeof lateAlarms;

/**
 * The queues of a stage. What could not be worked off is laid aside in one queue for all, and of a FIFO queue in one of its
 * own. `late`: the alarm that goes off when its oldest message waits for so many minutes.
 */
export const queues = {
  lanes: { fifo: true, late: { alarm: 'steps-late', minutes: 10 } },
  'provider-events': { fifo: false, late: { alarm: 'bounces-late', minutes: 15 } },
  'inbound-mail': { fifo: false, late: { alarm: 'replies-late', minutes: 15 } },
  visits: { fifo: false, late: { alarm: 'visits-late', minutes: 60 } },
  webhooks: { fifo: false, late: { alarm: 'webhooks-late', minutes: 15 } },
  workflows: { fifo: false, late: { alarm: 'workflows-late', minutes: 15 } },
  matches: { fifo: false, late: { alarm: 'automations-late', minutes: 30 } },
  'user-mails': { fifo: false, late: { alarm: 'alerts-late', minutes: 30 } },
  jobs: { fifo: false, late: { alarm: 'jobs-late', minutes: 120 } },
} as const satisfies Record<string, { fifo: boolean; late: { alarm: LateAlarm; minutes: number } }>;
export type QueueName = keyof typeof queues;

/** How often a message is given out before it is laid aside with the dead letters. */
export const maxReceives = 5;

/** The SNS topics of a stage and the queue each feeds. */
export const topics = {
  'provider-events': { queue: 'provider-events', from: 'ses' },
  'inbound-mail': { queue: 'inbound-mail', from: 'ses' },
} as const satisfies Record<string, { queue: QueueName; from: 'ses' }>;
export type TopicName = keyof typeof topics;

type BucketDefinition = {
  expireDays: number;
  fromPages: boolean;
  /** The queue that is told of each file whose key begins so. */
  tells?: { queue: QueueName; prefix: string };
};

/** Buckets that are told of by those who put files in: raw inbound mail, and files of jobs (uploads and what was refused). */
export const silentBuckets = {
  'inbound-mail': { expireDays: 30, fromPages: false },
  files: { expireDays: 30, fromPages: true },
} as const satisfies Record<string, BucketDefinition>;

/**
 * Buckets that tell a queue of what comes: what SES says of deliveries, until it is taken in. A file of which something
 * failed stays for as long as a message about it that is redriven: twice what queues keep.
 */
export const tellingBuckets = {
  'mail-events': {
    expireDays: 28,
    fromPages: false,
    tells: { queue: 'provider-events', prefix: 'deliveries/' },
  },
} as const satisfies Record<string, Required<BucketDefinition>>;

/** The S3 buckets of a stage. */
export const buckets = { ...silentBuckets, ...tellingBuckets };
export type BucketName = keyof typeof buckets;

/** The streams of Amazon Data Firehose of a stage: the bucket that each fills, and how much a file gathers. */
export const eventStreams = {
  'mail-events': { bucket: 'mail-events', seconds: 60, megabytes: 1 },
} as const satisfies Record<
  string,
  { bucket: keyof typeof tellingBuckets; seconds: number; megabytes: number }
>;
export type EventStreamName = keyof typeof eventStreams;
