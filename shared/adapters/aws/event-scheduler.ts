import * as z from 'zod/mini';
import { wakeUpMessage } from '../../contracts/messages/wake-up.ts';
import { wakeUpOfEntry } from '../../domain/lanes/wake-up.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Scheduler } from '../../ports/scheduler.ts';
import { scheduleEntries, type ScheduleTarget } from './schedule-entries.ts';

/** Wakes the engine through EventBridge Scheduler, which sends to the queue of lanes. */
export function eventScheduler(target: ScheduleTarget, clock: Clock): Scheduler {
  const entries = scheduleEntries(target, clock);
  return {
    create: ({ name, at, group, wakeUp }) =>
      entries.create({
        name,
        at,
        input: z.encode(wakeUpMessage, wakeUpOfEntry(wakeUp, { name, at })),
        messageGroup: group,
      }),
    remove: (name) => entries.remove(name),
  };
}
