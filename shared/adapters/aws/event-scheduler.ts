import { GetScheduleCommand } from '@aws-sdk/client-scheduler';
import type { Clock } from '../../ports/clock.ts';
import type { Scheduler } from '../../ports/scheduler.ts';
import { laneScheduler } from './lane-scheduler.ts';
import { createEntry, schedulerClient, unless, type ScheduleTarget } from './schedule-entries.ts';

/**
 * Entries of EventBridge Scheduler for every queue that has some.
 *
 * @param targets asked for at use: a function is given only those that it may make entries for.
 */
export function eventScheduler(
  targets: { lanes: () => ScheduleTarget; webhooks: () => ScheduleTarget },
  clock: Clock,
): Scheduler {
  const client = schedulerClient();
  return {
    ...laneScheduler(targets.lanes, clock, client),
    createDelivery: ({ name, at, organisation, deliveryId }) =>
      createEntry({ client, clock }, targets.webhooks(), { name, at, input: { organisation, deliveryId } }),
    has(name) {
      const command = new GetScheduleCommand({ Name: name, GroupName: targets.lanes().group });
      return unless('ResourceNotFoundException', client.send(command));
    },
  };
}
