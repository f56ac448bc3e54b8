import type { Enrollment } from '../../domain/core/enrollment.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { taskId, type StepTask, type Task } from '../../domain/tasks/task.ts';
import type { Store } from '../../ports/store.ts';
import { ContentionError } from '../engine/contention.ts';

type Ports = { store: Pick<Store, 'tasks' | 'enrollments'> };

const ATTEMPTS = 8;

/**
 * Puts a manual step on its user's list (D2), before its enrollment waits for it: a crash in between leaves a task
 * that the next try finds. One that was taken off the list before is put on it again; one that is closed stays so.
 */
export async function openStepTask({ store }: Ports, task: StepTask): Promise<void> {
  if ((await store.tasks.put(task, 'absent')) === 'written') return;
  const before = await store.tasks.get(task.organisation, task.id);
  if (before?.status !== 'cancelled') return;
  await store.tasks.put({ ...task, revision: before.revision + 1 }, before.revision);
}

/** Takes a task off the list again when its enrollment was changed meanwhile and does not wait for it. */
export async function withdrawStepTask({ store }: Ports, task: StepTask, now: Instant): Promise<void> {
  const current = await store.enrollments.get(task.organisation, task.enrollmentId);
  if (current?.state.status === 'waiting' && current.state.taskId === task.id) return;
  await cancelTask({ store }, task.organisation, task.id, now);
}

/** Takes a task off its user's list; one that is closed stays as it is. */
export async function cancelTask(
  { store }: { store: Pick<Store, 'tasks'> },
  organisation: string,
  id: string,
  now: Instant,
): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const task = await store.tasks.get(organisation, id);
    if (task?.status !== 'open') return;
    const cancelled = { ...task, revision: task.revision + 1, status: 'cancelled' as const, closedAt: now };
    if ((await store.tasks.put(cancelled, task.revision)) === 'written') return;
  }
}

/**
 * Completes the task whose message is known to have gone out, even one that was taken off the list meanwhile: its
 * enrollment says so. Completing it again changes nothing. Undefined: there is no such task.
 */
export async function completeSentTask(
  { store }: { store: Pick<Store, 'tasks'> },
  { organisation, id }: Pick<Enrollment, 'organisation' | 'id'>,
  { step, by, at }: { step: string; by: string; at: Instant },
): Promise<Task | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const task = await store.tasks.get(organisation, taskId(id, step));
    if (task === undefined || task.status === 'completed') return task;
    const revision = task.revision + 1;
    const completed: Task = {
      ...task,
      revision,
      status: 'completed',
      closedAt: at,
      closedBy: by,
      sentAt: at,
    };
    if ((await store.tasks.put(completed, task.revision)) === 'written') return completed;
  }
  throw new ContentionError(`Task ${taskId(id, step)} is contended`);
}
