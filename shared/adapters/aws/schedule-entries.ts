import { CreateScheduleCommand, DeleteScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import type { Instant } from '../../domain/kernel/instant.ts';
import { wakeTime } from '../../domain/lanes/wake-up.ts';
import type { Clock } from '../../ports/clock.ts';
import { isAwsError } from './aws-error.ts';
import { clientSettings } from './client-settings.ts';
import { textOf } from '../../domain/time/instants.ts';

/** Where entries live, and the queue that they send to. */
export type ScheduleTarget = {
  /** Scheduler group. */
  group: string;
  queueArn: string;
  /** Role that may send to it. */
  roleArn: string;
};

/** Entries of EventBridge Scheduler that send a message to a queue once, and then delete themselves. */
export function scheduleEntries({ group, queueArn, roleArn }: ScheduleTarget, clock: Clock) {
  const client = new SchedulerClient(clientSettings({ attempts: 5, timeoutMs: 5_000 }));
  return {
    /** `messageGroup`: of a FIFO queue. */
    async create(entry: {
      name: string;
      at: Instant;
      input: unknown;
      messageGroup?: string | undefined;
    }): Promise<'created' | 'exists'> {
      const at = wakeTime(entry.at, clock.now());
      const command = new CreateScheduleCommand({
        Name: entry.name,
        GroupName: group,
        ScheduleExpression: `at(${textOf(at).slice(0, 'YYYY-MM-DDTHH:MM:SS'.length)})`,
        ScheduleExpressionTimezone: 'UTC',
        FlexibleTimeWindow: { Mode: 'OFF' },
        ActionAfterCompletion: 'DELETE',
        Target: {
          Arn: queueArn,
          RoleArn: roleArn,
          Input: JSON.stringify(entry.input),
          ...(entry.messageGroup !== undefined && {
            SqsParameters: { MessageGroupId: entry.messageGroup },
          }),
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
    async remove(name: string): Promise<void> {
      try {
        await client.send(new DeleteScheduleCommand({ Name: name, GroupName: group }));
      } catch (error) {
        if (!isAwsError(error, 'ResourceNotFoundException')) throw error;
      }
    },
  };
}
