import type { LeadEvent } from '../../domain/activity/activity.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { sequenceOfTask, type CustomTask, type Task } from '../../domain/tasks/task.ts';
import type { Store } from '../../ports/store.ts';

/** A custom task behind which nothing comes. */
export type ClosedCustomTask = Extract<CustomTask, { closedAt: Instant }>;

type Ports = { store: Pick<Store, 'activities'> };

/**
 * Records what happened to a task as an activity of its lead. `what` makes the id: recording it again, as when the
 * work is repeated after a crash, is one activity.
 */
export async function recordTask(
  ports: Ports,
  task: Task,
  { what, at, event }: { what: string; at: Instant; event: LeadEvent },
): Promise<void> {
  const { organisation, leadId, userId, enrollmentId } = task;
  const sequenceId = sequenceOfTask(task);
  await ports.store.activities.add([
    {
      organisation,
      leadId,
      id: `${task.id}#${what}`,
      at,
      userId,
      ...(enrollmentId !== undefined && { enrollmentId }),
      ...(sequenceId !== undefined && { sequenceId }),
      events: [event],
    },
  ]);
}

/** Records how a custom task was closed; a step's task is in the record of its enrollment. */
export async function recordClosedTask(ports: Ports, task: ClosedCustomTask): Promise<void> {
  const { status, closedAt: at, closedBy: by = '', id, name } = task;
  const of = { task: id, name, by };
  const record = (event: LeadEvent) => recordTask(ports, task, { what: status, at, event });
  switch (task.status) {
    case 'completed': {
      const { outcome, durationSeconds, call } = task;
      const done = { outcome, durationSeconds, ...(call !== undefined && { call }) };
      return record({ type: 'custom-task-completed', ...of, ...done });
    }
    case 'skipped': {
      const { skipReason: reason, skipLabel: label, skipNote: note } = task;
      return record({ type: 'custom-task-skipped', ...of, reason, label, note });
    }
    case 'cancelled':
      return record({ type: 'custom-task-cancelled', ...of });
  }
}
