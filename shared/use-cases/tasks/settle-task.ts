import type { Instant } from '../../domain/kernel/instant.ts';
import type { StepTask } from '../../domain/tasks/task.ts';
import { executeOne } from '../core/execute.ts';
import type { EnginePorts } from '../core/engine-ports.ts';

/** What follows from a closed task, unless it was done before: its mail is counted, its enrollment goes on. */
export async function settleTask(ports: EnginePorts, task: StepTask, now: Instant): Promise<void> {
  const { organisation, enrollmentId: enrollment } = task;
  await executeOne(ports, { organisation, enrollment, command: { kind: 'task-closed', task } }, now);
}
