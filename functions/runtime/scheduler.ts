import { eventScheduler } from '#shared/adapters/aws/event-scheduler.ts';
import { readVariable } from '#shared/config/read-environment.ts';
import { clock } from './clock.ts';
import { memoized } from './memoized.ts';
import { laneTarget } from './wake-ports.ts';

/** What sends messages at an instant. */
export const scheduler = memoized(() =>
  eventScheduler(
    {
      lanes: laneTarget,
      webhooks: () => ({
        group: readVariable('webhookScheduleGroup'),
        queueArn: readVariable('webhooksQueueArn'),
        roleArn: readVariable('webhookScheduleRoleArn'),
      }),
      matches: () => ({
        group: readVariable('matchScheduleGroup'),
        queueArn: readVariable('matchesQueueArn'),
        roleArn: readVariable('matchScheduleRoleArn'),
      }),
    },
    clock,
  ),
);
