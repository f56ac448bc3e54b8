import type { Step } from '../sequences/step.ts';
import { taskId, type StepTask } from '../tasks/task.ts';
import type { StepFacts } from './facts.ts';
import type { Sender } from './planning.ts';

/** The task of a manual step: its id is made from the step, so that opening it again finds it. */
export function taskOf(
  { enrollment, now }: Pick<StepFacts, 'enrollment' | 'now'>,
  step: Step,
  { user }: Sender,
): StepTask {
  return {
    organisation: enrollment.organisation,
    id: taskId(enrollment.id, step.id),
    revision: 1,
    userId: user.id,
    leadId: enrollment.leadId,
    enrollmentId: enrollment.id,
    step: step.id,
    type: step.type,
    name: step.name,
    ...(step.templateId !== undefined && { templateId: step.templateId }),
    status: 'open',
    openedAt: now,
  };
}
