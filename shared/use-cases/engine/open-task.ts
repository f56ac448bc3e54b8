import { plusMinutes } from '../../domain/calendar/instants.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { taskId, type Task } from '../../domain/task/task.ts';
import type { EnginePorts } from './engine-ports.ts';
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
  const lateAfter = sender.settings.taskLateness.value[step.type];
  const task: Task = {
    organisation: enrollment.organisation,
    id,
    revision: 1,
    userId: enrollment.userId,
    leadId: enrollment.leadId,
    enrollmentId: enrollment.id,
    step: step.id,
    type: step.type,
    name: step.name,
    status: 'open',
    openedAt: now,
    ...(lateAfter !== undefined && { lateAt: plusMinutes(now, lateAfter) }),
  };
  await ports.store.tasks.put(task, 'absent');
  const events = [{ type: 'task-opened' as const, step: step.id, taskId: id }];
  return (await writeEnrollment(ports, enrollment, events, now, { sender, channel: channelOf(step) }))
    .outcome;
}
