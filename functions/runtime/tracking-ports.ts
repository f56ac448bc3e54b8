import { sqsHitQueue } from '#shared/adapters/aws/sqs-hit-queue.ts';
import { readQueueUrl } from '#shared/config/read-environment.ts';
import { memoized } from './memoized.ts';
import { store } from './store.ts';

/** What ingesting a hit reaches outside through. */
export const trackingPorts = memoized(() => ({ store: store(), hits: sqsHitQueue(readQueueUrl('visits')) }));
