import { CreateScheduleCommand, DeleteScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import type { Clock } from '../../ports/clock.ts';
import type { Scheduler } from '../../ports/scheduler.ts';
import { scheduleTime } from '../schedule-time.ts';
import { isAwsError } from './aws-error.ts';
import { clientSettings } from './client-settings.ts';

type SchedulerSettings = {
  /** Scheduler group of the stage. */
  group: string;
  /** ARN of the queue of lanes. */
  queueArn: string;
  /** Role that may send to it. */
  roleArn: string;
};

/** Wakes the engine through EventBridge Scheduler. An entry that has fired deletes itself. */
export function eventScheduler({ group, queueArn, roleArn }: SchedulerSettings, clock: Clock): Scheduler {
  const client = new SchedulerClient(clientSettings({ attempts: 5, timeoutMs: 5_000 }));
  return {
    async create(entry) {
      const at = scheduleTime(entry.at, clock.now());
      const command = new CreateScheduleCommand({
        Name: entry.name,
        GroupName: group,
        ScheduleExpression: `at(${at.slice(0, 'YYYY-MM-DDTHH:MM:SS'.length)})`,
        ScheduleExpressionTimezone: 'UTC',
        FlexibleTimeWindow: { Mode: 'OFF' },
        ActionAfterCompletion: 'DELETE',
        Target: {
          Arn: queueArn,
          RoleArn: roleArn,
          Input: JSON.stringify(entry.wakeUp),
          SqsParameters: { MessageGroupId: entry.group },
        },
      });
      try {
        await client.send(command);
        return 'created';
      } catch (error) {
        if (isAwsError(error, 'ConflictException')) return 'exists';
        throw error;
      }
    },
    async remove(name) {
      try {
        await client.send(new DeleteScheduleCommand({ Name: name, GroupName: group }));
      } catch (error) {
        if (!isAwsError(error, 'ResourceNotFoundException')) throw error;
      }
    },
  };
}
