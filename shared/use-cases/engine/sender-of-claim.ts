import { actorOf, type Enrollment } from '../../domain/core/enrollment.ts';
import { taskId } from '../../domain/tasks/task.ts';
import type { Store } from '../../ports/store.ts';

/**
 * The user in whose name a message went out that is only now known to have: of one that a person sent, the user who
 * has its task, which nobody can give away meanwhile (A15); else who acts for the enrollment (F7).
 */
export async function senderOfClaim(
  { store }: { store: Pick<Store, 'tasks'> },
  enrollment: Enrollment,
  { step, byHand }: { step: string; byHand: boolean },
): Promise<string> {
  const task = byHand
    ? await store.tasks.get(enrollment.organisation, taskId(enrollment.id, step))
    : undefined;
  return task?.userId ?? actorOf(enrollment);
}
