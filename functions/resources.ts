/**
 * The queues of a stage. Each has a dead-letter queue and is watched by the alarm of the function that reads it, which
 * goes off when its oldest message waits for `lateMinutes`.
 */
export const queues = {
  lanes: {
    fifo: true,
    lateMinutes: 10,
    impact: 'Due steps and lane wake-ups are not worked off: mails, texts and tasks come late.',
  },
  'provider-events': {
    fifo: false,
    lateMinutes: 15,
    impact: 'Bounces, complaints and deliveries are not taken in: unknown sends stay unknown.',
  },
  'inbound-mail': {
    fifo: false,
    lateMinutes: 15,
    impact: 'Replies are not seen: leads who answered go on receiving mails.',
  },
  visits: {
    fifo: false,
    lateMinutes: 60,
    impact: 'Openings and clicks are missing from records, statistics and scores.',
  },
  webhooks: {
    fifo: false,
    lateMinutes: 15,
    impact: 'Receivers are not told of converted and disqualified leads, or told late.',
  },
  workflows: {
    fifo: false,
    lateMinutes: 15,
    impact: 'Workflows do not do what they should when something happens to a lead.',
  },
  matches: {
    fifo: false,
    lateMinutes: 30,
    impact: 'Automations do not see what begins or ceases to match: what they would do comes late.',
  },
  'user-mails': {
    fifo: false,
    lateMinutes: 30,
    impact: 'Users are not told of warnings, unhappy clients and requests for service, or told late.',
  },
  jobs: {
    fifo: false,
    lateMinutes: 120,
    impact: 'Imports, bulk enrolments, exports and large forecasts stand still.',
  },
} as const satisfies Record<string, { fifo: boolean; lateMinutes: number; impact: string }>;
export type QueueName = keyof typeof queues;

/** How often a message is given out before it is laid aside with the dead letters of its queue. */
export const maxReceives = 5;

/** The SNS topics of a stage and the queue each feeds. */
export const topics = {
  'provider-events': { queue: 'provider-events', from: 'ses' },
  'inbound-mail': { queue: 'inbound-mail', from: 'ses' },
} as const satisfies Record<string, { queue: QueueName; from: 'ses' }>;
export type TopicName = keyof typeof topics;

/** The S3 buckets of a stage: raw inbound mail, and files of jobs (uploads and what was refused). */
export const buckets = {
  'inbound-mail': { expireDays: 30, fromPages: false },
  files: { expireDays: 30, fromPages: true },
} as const satisfies Record<string, { expireDays: number; fromPages: boolean }>;
export type BucketName = keyof typeof buckets;
