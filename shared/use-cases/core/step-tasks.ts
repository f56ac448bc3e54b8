import type { StepId } from '../../domain/kernel/ids.ts';
import type { Enrollment } from '../../domain/core/enrollment.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { taskId, type StepTask, type Task } from '../../domain/tasks/task.ts';
import { change } from '../../ports/change.ts';
import type { Store } from '../../ports/store.ts';

type Ports = { store: Pick<Store, 'tasks' | 'enrollments'> };

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
  await change(store.tasks, { organisation, id }, (task) =>
    task?.status === 'open'
      ? { write: { ...task, status: 'cancelled' as const, closedAt: now } }
      : 'unchanged',
  );
}

/**
 * Completes the task whose message is known to have gone out, even one that was taken off the list meanwhile: its
 * enrollment says so. Completing it again changes nothing. Undefined: there is no such task.
 */
export async function completeSentTask(
  { store }: { store: Pick<Store, 'tasks'> },
  { organisation, id }: Pick<Enrollment, 'organisation' | 'id'>,
  { step, by, at }: { step: StepId; by: string; at: Instant },
): Promise<Task | undefined> {
  const { item } = await change(store.tasks, { organisation, id: taskId(id, step) }, (task) =>
    task === undefined || task.status === 'completed'
      ? 'unchanged'
      : { write: { ...task, status: 'completed' as const, closedAt: at, closedBy: by, sentAt: at } },
  );
  return item;
}
