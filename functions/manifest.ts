import type { FunctionDefinition } from './function-definition.ts';
import { apiFunctions } from './manifest/api.ts';
import { publicFunctions } from './manifest/public.ts';
import { queueFunctions } from './manifest/queues.ts';
import { streamFunctions } from './manifest/streams.ts';
import { rateFunctions } from './manifest/rates.ts';
import type { QueueName } from './resources.ts';

export {
  buckets,
  eventStreams,
  lateAlarms,
  maxReceives,
  queues,
  silentBuckets,
  tellingBuckets,
  topics,
} from './resources.ts';
export type { BucketName, EventStreamName, LateAlarm, QueueName, TopicName } from './resources.ts';
export type { FunctionDefinition, Grant, TableAccess, Throttle, Trigger } from './function-definition.ts';

/** Every function of a stage, a file for each kind of trigger; read by infra/stacks and infra/local. */
export const functions: readonly FunctionDefinition[] = [
  ...apiFunctions,
  ...publicFunctions,
  ...queueFunctions,
  ...streamFunctions,
  ...rateFunctions,
];

/**
 * How long a message of a queue stays hidden once it is given out, in seconds. One that was not worked off comes again
 * after it. Six times the longest run of the functions that read the queue and the window in which its batch is
 * gathered, as AWS advises: where Lambda has no room, a message must not use up its receives within minutes. Of the
 * queues that `comesSoon` it is the longest run and a margin: a lane stands still behind its first message, and its claims end with it (claim-term.ts); a job whose worker died
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
