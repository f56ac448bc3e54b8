import { SLICE_BYTES } from '#shared/use-cases/provider-events/take-in-file.ts';

/** List prices in us-east-1, in dollars per million of what is named; Lambda's time per million gigabyte-seconds. */
export const prices = {
  tableWrite: 0.625,
  tableRead: 0.125,
  scheduleInvocation: 1,
  fifoRequest: 0.5,
  queueRequest: 0.4,
  /** Firehose takes $0.029 a GB, and each record for a multiple of 5 KB, which no event of ours is longer than. */
  streamRecord: 0.145,
  filePut: 5,
  fileRead: 0.4,
  lambdaRequest: 0.2,
  lambdaGigabyteSecond: 13.3334,
  apiRequest: 1,
  /** A line of a log, of 1.2 KB with those that Lambda adds itself, at $0.50 a GB. */
  logLine: 0.6,
  trace: 5,
} as const;

/** Dollars a month of what costs whether anything happens or not; what AWS gives every account free is taken off. */
export const monthly = {
  alarm: 0.1,
  freeAlarms: 10,
  dashboard: 3,
  freeDashboards: 3,
  /** A dashboard that refers to more is paid for. */
  freeDashboardMetrics: 50,
  secret: 0.4,
  freeQueueRequests: 1_000_000,
} as const;

/** SES by plan, in dollars: a month, and for a million mails up to the tenth. New accounts are on Essentials. */
export const sesPlans = [
  { plan: 'à la carte', month: 0, million: 100 },
  { plan: 'Essentials', month: 0, million: 160 },
  { plan: 'Pro', month: 105, million: 220 },
  { plan: 'Enterprise', month: 500, million: 230 },
] as const;

/** A part of a text, in dollars, from the cheapest countries to the dearest that are usual. */
export const smsPart = { from: 0.006, to: 0.08 } as const;

/** What else is assumed of an account; batches follow from it. */
export const assumed = {
  /** Seconds between two mails of a sender: the default setting. */
  pacingSeconds: 60,
  /** Shards of a table that was never very busy: changes are spread over them, each has its own batches. */
  shards: 4,
  /**
   * Pollers that Lambda has at a standard queue with little in it; each gathers a batch of its own. Five, or as few as two
   * where no maximum concurrency is set: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html. Of FIFO
   * queues it says nothing; they are taken for the same.
   */
  pollers: 5,
  /** Bytes of what SES says of a delivery: the mail's headers, tags and ids are most of it. */
  eventBytes: 3_000,
  /** Seconds that a poller asks an empty queue before it asks again: the longest that SQS lets a receive wait. */
  pollSeconds: 20,
  /** Mails that a sender sends in a working day by default, and working days a month. */
  mailsPerDay: 200,
  workingDays: 21.5,
} as const;

/**
 * How long a call takes from Lambda, in milliseconds: an assumption, on the long side of what these services show
 * within a Region. Calls are added up as if each waited for the one before.
 */
const callMs = { read: 4, write: 6, query: 6, schedule: 25, queue: 10, file: 30, provider: 80 } as const;

/** Own work of a whole processor for each call and each item, in milliseconds: an assumption too. */
export const workMs = { call: 1, item: 1 } as const;

/** Memory in megabytes at which a function has one whole processor. */
export const wholeProcessorMb = 1_769;

/** The assumptions in words, a line each. */
export const assumptions: readonly string[] = [
  `Time: ${callMs.read} ms a read, ${callMs.write} a write, ${callMs.query} a query, ` +
    `${callMs.schedule} a schedule call, ${callMs.queue} a queue call, ${callMs.file} a file, ${callMs.provider} a call to SES, one after the ` +
    `other; ${workMs.call} ms of a whole processor for each call and ${workMs.item} for each item.`,
  `Pacing: ${assumed.pacingSeconds} s between two mails of a sender, ${assumed.mailsPerDay} mails a day, ${assumed.workingDays} working days a month.`,
  `Batches of streams: what comes in within the window of the manifest, over ${assumed.shards} shards, all steps of a sequence mixed.`,
  `Batches of standard queues: the same over ${assumed.pollers} pollers; each message received alone, deleted ten at a time.`,
  `Files of deliveries: what comes in while one gathers, ${assumed.eventBytes} bytes each; a call takes in one, and reads it in parts of ${SLICE_BYTES / 1_024} KB.`,
  'Batches of wake-ups at the default pacing: each alone, though those of other lanes may come with it.',
  'Logs: 1.2 KB a call of functions that log each call; traces: every call of those that are traced. What is called for every mail or visit does neither.',
  'Left out: cold starts, the API and its requests, replies, texts, tasks, webhooks, data leaving AWS, backups, storage ($0.25 a GB and month).',
];
/** How long a port call of this name takes. */
export function msOfCall(call: string): number {
  const [port, , operation] = call.split('.');
  switch (port) {
    case 'mailer':
    case 'sms':
      return callMs.provider;
    case 'scheduler':
      return callMs.schedule;
    case 'queue':
      return callMs.queue;
    case 'eventFiles':
      return callMs.file;
    case undefined:
    default:
      return msOfOperation(operation);
  }
}

const writes: readonly string[] = ['put', 'add', 'update', 'remove'];

function msOfOperation(operation: string | undefined): number {
  if (operation !== undefined && writes.includes(operation)) return callMs.write;
  return operation === 'list' || operation === 'between' || operation === 'query'
    ? callMs.query
    : callMs.read;
}
