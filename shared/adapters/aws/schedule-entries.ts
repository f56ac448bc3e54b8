import { CreateScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import type { Instant } from '../../domain/kernel/instant.ts';
import { wakeTime } from '../../domain/lanes/wake-up.ts';
import { textOf } from '../../domain/time/instants.ts';
import type { Clock } from '../../ports/clock.ts';
import { isAwsError } from './aws-error.ts';
import { clientSettings } from './client-settings.ts';

/** Where entries live, and the queue that they send to. */
export type ScheduleTarget = {
  /** Scheduler group. */
  group: string;
  queueArn: string;
  /** Role that may send to it. */
  roleArn: string;
};

/** A client of EventBridge Scheduler. */
export function schedulerClient(): SchedulerClient {
  return new SchedulerClient(clientSettings({ attempts: 5, timeoutMs: 5_000 }));
}

/** Makes an entry that sends a message to a queue once and then deletes itself. `messageGroup`: of a FIFO queue. */
export async function createEntry(
  { client, clock }: { client: SchedulerClient; clock: Clock },
  { group, queueArn, roleArn }: ScheduleTarget,
  entry: { name: string; at: Instant; input: unknown; messageGroup?: string },
): Promise<'created' | 'exists'> {
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
      ...(entry.messageGroup !== undefined && { SqsParameters: { MessageGroupId: entry.messageGroup } }),
    },
  });
  return (await unless('ConflictException', client.send(command))) ? 'created' : 'exists';
}

/** Whether a call went well; false for the one error that is a normal answer. */
export async function unless(name: string, call: Promise<unknown>): Promise<boolean> {
  try {
    await call;
    return true;
  } catch (error) {
    if (isAwsError(error, name)) return false;
    throw error;
  }
}
