import type { Enrollment } from '../../domain/core/enrollment.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { taskId, type Task } from '../../domain/tasks/task.ts';
import type { Store } from '../../ports/store.ts';
import { ContentionError } from './contention.ts';

const ATTEMPTS = 8;

/**
 * Completes the task whose message is known to have gone out, even one that was taken off the list meanwhile: its
 * enrollment says so. Completing it again changes nothing. Undefined: there is no such task.
 */
export async function closeSentTask(
  ports: { store: Pick<Store, 'tasks'> },
  { organisation, id }: Pick<Enrollment, 'organisation' | 'id'>,
  { step, by, at }: { step: string; by: string; at: Instant },
): Promise<Task | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const task = await ports.store.tasks.get(organisation, taskId(id, step));
    if (task === undefined || task.status === 'completed') return task;
    const completed: Task = {
      ...task,
      revision: task.revision + 1,
      status: 'completed',
      closedAt: at,
      closedBy: by,
      sentAt: at,
    };
    if ((await ports.store.tasks.put(completed, task.revision)) === 'written') return completed;
  }
  throw new ContentionError(`Task ${taskId(id, step)} is contended`);
}
