import { sqsQueue } from '#shared/adapters/aws/sqs-queue.ts';
import { readQueueUrl } from '#shared/config/read-environment.ts';
import { memoized } from './memoized.ts';

/** The queues that this function was given. */
export const queue = memoized(() => sqsQueue(readQueueUrl));
