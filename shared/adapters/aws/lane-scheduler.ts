import { DeleteScheduleCommand } from '@aws-sdk/client-scheduler';
import { wakeUpMessage, wakeUpOfEntry } from '../../domain/lanes/wake-up.ts';
import * as z from 'zod/mini';
import type { Clock } from '../../ports/clock.ts';
import type { Scheduler } from '../../ports/scheduler.ts';
import { createEntry, schedulerClient, unless, type ScheduleTarget } from './schedule-entries.ts';

/** Entries of EventBridge Scheduler for the queue of lanes: all that running steps makes and takes away. */
export function laneScheduler(
  target: () => ScheduleTarget,
  clock: Clock,
  client = schedulerClient(),
): Pick<Scheduler, 'create' | 'remove'> {
  return {
    create: ({ name, at, group, wakeUp }) =>
      createEntry({ client, clock }, target(), {
        name,
        at,
        input: z.encode(wakeUpMessage, wakeUpOfEntry(wakeUp, { name, at })),
        messageGroup: group,
      }),
    async remove(name) {
      const command = new DeleteScheduleCommand({ Name: name, GroupName: target().group });
      await unless('ResourceNotFoundException', client.send(command));
    },
  };
}
