import { sqsWorkflowQueue } from '#shared/adapters/aws/sqs-workflow-queue.ts';
import { readQueueUrl } from '#shared/config/read-environment.ts';
import { once } from './once.ts';

/** The queue of workflows. */
export const workflowQueue = once(() => sqsWorkflowQueue(readQueueUrl('workflows')));
