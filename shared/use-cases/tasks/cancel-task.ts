import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { isStepTask, type CustomTask } from '../../domain/tasks/task.ts';
import { ContentionError } from '../../ports/contention-error.ts';
import type { WholePorts } from '../core/engine-ports.ts';
import { recordClosedTask } from './record-task.ts';
import { freeSlotOf } from './free-slot.ts';

/**
 * Takes back a custom task that nobody has done. One that has not appeared yet frees its slot in the day. A task of a
 * sequence is skipped instead, or ends with its enrollment.
 */
export async function cancelCustomTask(
  ports: WholePorts,
  { organisation, id, by, now }: { organisation: string; id: string; by: string; now: Instant },
): Promise<{ kind: 'closed' | 'unchanged'; task: CustomTask } | Refusal> {
  const task = await ports.store.tasks.get(organisation, id);
  if (task === undefined) return { kind: 'not-found', what: 'task', id };
  if (isStepTask(task)) {
    return { kind: 'conflict', detail: 'It is a step of a sequence: skip it, or stop the sequence.' };
  }
  if (task.status === 'completed' || task.status === 'skipped') {
    return { kind: 'conflict', detail: `The task is ${task.status} already.` };
  }
  if (task.status === 'cancelled') {
    await recordClosedTask(ports, task);
    return { kind: 'unchanged', task };
  }
  const cancelled = {
    ...task,
    revision: task.revision + 1,
    status: 'cancelled' as const,
    closedAt: now,
    closedBy: by,
  };
  if ((await ports.store.tasks.put(cancelled, task.revision)) === 'conflict') {
    throw new ContentionError(`Task ${id} was changed by somebody else just now`);
  }
  await recordClosedTask(ports, cancelled);
  if (task.status === 'planned') await freeSlotOf(ports, task, now);
  return { kind: 'closed', task: cancelled };
}
