import { eventScheduler } from '#shared/adapters/aws/event-scheduler.ts';
import { nodeIds } from '#shared/adapters/aws/node-ids.ts';
import { sqsQueue } from '#shared/adapters/aws/sqs-queue.ts';
import { readQueueUrl, readVariable } from '#shared/config/read-environment.ts';
import { clock } from './clock.ts';
import { memoized } from './memoized.ts';

/** What wakes enrollments, lanes, jobs and deliveries, and what makes ids. */
export const wakePorts = memoized(() => ({
  scheduler: eventScheduler(
    {
      group: readVariable('scheduleGroup'),
      queueArn: readVariable('lanesQueueArn'),
      roleArn: readVariable('scheduleRoleArn'),
    },
    clock,
  ),
  queue: sqsQueue({
    lanes: readQueueUrl('lanes'),
    jobs: readQueueUrl('jobs'),
    webhooks: readQueueUrl('webhooks'),
  }),
  ids: nodeIds(),
}));
