import { laneScheduler } from '#shared/adapters/aws/lane-scheduler.ts';
import { nodeIds } from '#shared/adapters/aws/node-ids.ts';
import { sqsLanes } from '#shared/adapters/aws/sqs-lanes.ts';
import { readQueueUrl, readVariable } from '#shared/config/read-environment.ts';
import { clock } from './clock.ts';
import { memoized } from './memoized.ts';

/** Where the entries of the queue of lanes live. */
export const laneTarget = () => ({
  group: readVariable('scheduleGroup'),
  queueArn: readVariable('lanesQueueArn'),
  roleArn: readVariable('scheduleRoleArn'),
});

/** What wakes enrollments and lanes, and what makes ids. */
export const wakePorts = memoized(() => ({
  scheduler: laneScheduler(laneTarget, clock),
  queue: sqsLanes(readQueueUrl),
  ids: nodeIds(),
}));
