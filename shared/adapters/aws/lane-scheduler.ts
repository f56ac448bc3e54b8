import { entryNameAt, wakeUpMessage, wakeUpOfEntry } from '../../domain/lanes/wake-up.ts';
import * as z from 'zod/mini';
import type { Clock } from '../../ports/clock.ts';
import type { Scheduler } from '../../ports/scheduler.ts';
import { createEntry, schedulerClient, type ScheduleTarget } from './schedule-entries.ts';

/** Entries of EventBridge Scheduler for the queue of lanes: all that running steps makes. */
export function laneScheduler(
  target: () => ScheduleTarget,
  clock: Clock,
  client = schedulerClient(),
): Pick<Scheduler, 'create'> {
  return {
    create({ group: messageGroup, ...entry }) {
      const { at, wakeUp } = entry;
      const name = entryNameAt(entry, clock.now());
      const input = z.encode(wakeUpMessage, wakeUpOfEntry(wakeUp, { name, at }));
      return createEntry({ client, clock }, target(), { name, at, input, messageGroup });
    },
  };
}
