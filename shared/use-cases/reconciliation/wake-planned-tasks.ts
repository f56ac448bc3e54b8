import { textOf, plusMinutes } from '../../domain/time/instants.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { laneId } from '../../domain/lanes/lane.ts';
import { messageGroup, type WakeUp } from '../../domain/lanes/wake-up.ts';
import { taskListOf } from '../../domain/tasks/task-list.ts';
import type { EnginePorts } from '../core/engine-ports.ts';
import { OVERDUE_MINUTES } from './mend.ts';

/** Lanes with custom tasks that are overdue and not on the list are woken, in case their wake-up was lost. Says how many. */
export async function wakePlannedTasks(
  ports: EnginePorts,
  now: Instant,
  passOver: (unreadable: Error) => void,
): Promise<number> {
  let woken = 0;
  for await (const { organisation, id } of ports.store.users.scan(passOver)) {
    const query = {
      index: 'byUser' as const,
      of: taskListOf(id, 'planned'),
      upTo: textOf(plusMinutes(now, -OVERDUE_MINUTES)),
    };
    const { items } = await ports.store.tasks.list(organisation, { limit: 1, query });
    if (items.length === 0) continue;
    const wakeUp: WakeUp = { kind: 'lane', organisation, lane: laneId(id, 'task') };
    const hour = textOf(now).slice(0, 13);
    await ports.queue.wakeUp({
      group: messageGroup(wakeUp, true),
      wakeUp,
      id: `sweep-tasks-${organisation}.${id}-${hour}`,
    });
    woken += 1;
  }
  return woken;
}
