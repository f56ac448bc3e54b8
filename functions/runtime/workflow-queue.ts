import { sqsWorkflowQueue } from '#shared/adapters/aws/sqs-workflow-queue.ts';
import { readQueueUrl } from '#shared/config/read-environment.ts';
import { memoized } from './memoized.ts';

/** The queue of workflows. */
export const workflowQueue = memoized(() => sqsWorkflowQueue(readQueueUrl('workflows')));
