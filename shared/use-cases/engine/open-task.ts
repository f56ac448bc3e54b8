import type { Instant } from '../../domain/kernel/instant.ts';
import { taskId, type StepTask, type Task } from '../../domain/tasks/task.ts';
import type { EnginePorts } from './engine-ports.ts';
import { cancelTask } from './leave-behind.ts';
import type { DueStep } from './load-due-steps.ts';
import { channelOf, writeEnrollment } from './write-enrollment.ts';

/**
 * Puts a manual step on its user's list (D2). The task is written first, under an id made from the step, so that a
 * crash in between leaves a task that the next try finds.
 */
export async function openTask(
  ports: EnginePorts,
  due: DueStep,
  now: Instant,
): Promise<'written' | 'conflict'> {
  const { enrollment, step, sender } = due;
  const id = taskId(enrollment.id, step.id);
  const task: StepTask = {
    organisation: enrollment.organisation,
    id,
    revision: 1,
    userId: sender.user.id,
    leadId: enrollment.leadId,
    enrollmentId: enrollment.id,
    step: step.id,
    type: step.type,
    name: step.name,
    ...(step.templateId !== undefined && { templateId: step.templateId }),
    status: 'open',
    openedAt: now,
  };
  if ((await ports.store.tasks.put(task, 'absent')) === 'conflict') await reopen(ports, task);
  const events = [{ type: 'task-opened' as const, step: step.id, taskId: id }];
  const wake = { sender, channel: channelOf(step) };
  const { outcome } = await writeEnrollment(ports, enrollment, events, now, wake);
  if (outcome === 'conflict') await withdraw(ports, task, now);
  return outcome;
}

/** A task that was taken off the list before is put on it again; one that is open or closed stays as it is. */
async function reopen(ports: EnginePorts, task: Task): Promise<void> {
  const before = await ports.store.tasks.get(task.organisation, task.id);
  if (before?.status !== 'cancelled') return;
  await ports.store.tasks.put({ ...task, revision: before.revision + 1 }, before.revision);
}

/** Takes a task off the list again when its enrollment was changed meanwhile and does not wait for it. */
async function withdraw(ports: EnginePorts, task: StepTask, now: Instant): Promise<void> {
  const current = await ports.store.enrollments.get(task.organisation, task.enrollmentId);
  if (current?.state.status === 'waiting' && current.state.taskId === task.id) return;
  await cancelTask(ports, task.organisation, task.id, now);
}
