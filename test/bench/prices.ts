/** List prices in us-east-1, in dollars per million of what is named; Lambda's time per million gigabyte-seconds. */
export const prices = {
  tableWrite: 0.625,
  tableRead: 0.125,
  scheduleInvocation: 1,
  fifoRequest: 0.5,
  queueRequest: 0.4,
  topicPublish: 0.5,
  lambdaRequest: 0.2,
  lambdaGigabyteSecond: 13.3334,
} as const;

/**
 * How long a call takes from Lambda, in milliseconds: an assumption, on the long side of what these services show
 * within a Region. Calls are added up as if each waited for the one before.
 */
const callMs = { read: 4, write: 6, query: 6, schedule: 25, queue: 10, provider: 80 } as const;

/** Own work of a whole processor for each call and each item, in milliseconds: an assumption too. */
export const workMs = { call: 1, item: 1 } as const;

/** Memory in megabytes at which a function has one whole processor. */
export const wholeProcessorMb = 1_769;

/** The assumptions above in words. */
export const assumptions =
  `Assumed of time: ${callMs.read} ms a read, ${callMs.write} a write, ${callMs.query} a query, ` +
  `${callMs.schedule} a schedule call, ${callMs.queue} a queue call, ${callMs.provider} a call to SES, one after the ` +
  `other; ${workMs.call} ms of a whole processor for each call and ${workMs.item} for each item.`;

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
    case undefined:
    default:
      return msOfOperation(operation);
  }
}

function msOfOperation(operation: string | undefined): number {
  if (operation === 'put' || operation === 'add' || operation === 'remove') return callMs.write;
  return operation === 'list' || operation === 'query' ? callMs.query : callMs.read;
}
