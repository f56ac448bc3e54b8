import { localDate } from '../../domain/time/zones.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { laneId } from '../../domain/lanes/lane.ts';
import type { Task } from '../../domain/tasks/task.ts';
import type { WholePorts } from '../core/engine-ports.ts';
import { wakeLaneNow } from '../core/wake-ups.ts';
import { loadSender } from '../people/load-sender.ts';
import { customTaskKey } from './open-custom-tasks.ts';
import { releaseSlot } from '../core/lane-days.ts';

/**
 * Gives back the slot that a planned custom task holds in its user's present day, when it will not appear there, so
 * that the next one does (A9). One that holds none changes nothing.
 */
export async function freeSlotOf(ports: WholePorts, task: Task, now: Instant): Promise<void> {
  const { organisation, id, revision, userId } = task;
  const sender = await loadSender(ports.store, organisation, userId);
  if (sender === undefined) return;
  const lane = laneId(userId, 'task');
  const slot = { lane, date: localDate(now, sender.user.zone), key: customTaskKey(task) };
  if (await releaseSlot(ports.store, organisation, slot))
    await wakeLaneNow(ports, organisation, lane, `${id}-${revision}`);
}
