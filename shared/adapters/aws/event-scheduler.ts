import { DeleteScheduleCommand, GetScheduleCommand } from '@aws-sdk/client-scheduler';
import * as z from 'zod/mini';
import { matchMessage } from '../../domain/automations/match.ts';
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
  targets: Readonly<Record<'lanes' | 'webhooks' | 'matches', () => ScheduleTarget>>,
  clock: Clock,
): Scheduler {
  const client = schedulerClient();
  const remove = async (name: string, { group }: ScheduleTarget): Promise<void> => {
    const command = new DeleteScheduleCommand({ Name: name, GroupName: group });
    await unless('ResourceNotFoundException', client.send(command));
  };
  return {
    ...laneScheduler(targets.lanes, clock, client),
    createDelivery: ({ name, at, organisation, deliveryId }) =>
      createEntry({ client, clock }, targets.webhooks(), { name, at, input: { organisation, deliveryId } }),
    createMatch: ({ name, at, message }) =>
      createEntry({ client, clock }, targets.matches(), {
        name,
        at,
        input: z.encode(matchMessage, message),
      }),
    removeMatch: (name) => remove(name, targets.matches()),
    remove: (name) => remove(name, targets.lanes()),
    has(name) {
      const command = new GetScheduleCommand({ Name: name, GroupName: targets.lanes().group });
      return unless('ResourceNotFoundException', client.send(command));
    },
  };
}
