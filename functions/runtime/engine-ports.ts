import { eventScheduler } from '#shared/adapters/aws/event-scheduler.ts';
import { nodeIds } from '#shared/adapters/aws/node-ids.ts';
import { sqsQueue } from '#shared/adapters/aws/sqs-queue.ts';
import { readQueueUrl, readVariable } from '#shared/config/read-environment.ts';
import { clock } from './clock.ts';
import { once } from './once.ts';
import { store } from './store.ts';

/** What planning and changing enrollments reaches outside through. */
export const enginePorts = once(() => ({
  store: store(),
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
