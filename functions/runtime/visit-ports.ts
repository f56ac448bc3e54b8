import { sqsVisitQueue } from '#shared/adapters/aws/sqs-visit-queue.ts';
import { readQueueUrl } from '#shared/config/read-environment.ts';
import { once } from './once.ts';
import { store } from './store.ts';

/** What taking in a visit reaches outside through. */
export const visitPorts = once(() => ({ store: store(), visits: sqsVisitQueue(readQueueUrl('visits')) }));
