import { sqsQueue } from '#shared/adapters/aws/sqs-queue.ts';
import { readQueueUrl } from '#shared/config/read-environment.ts';
import { memoized } from './memoized.ts';
import { store } from './store.ts';

/** What ingesting a hit reaches outside through. The recipient waits meanwhile: what does not go soon is given up. */
export const trackingPorts = memoized(() => ({
  store: store(),
  queue: sqsQueue(readQueueUrl, { attempts: 3, timeoutMs: 3_000 }),
}));
