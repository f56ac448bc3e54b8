import type { Instant } from '../kernel/instant.ts';
import type { StepType } from '../sequence/step.ts';

/**
 * A manual step on a user's list: open, then completed, skipped, or cancelled by the engine when its enrollment ends.
 * Its id is made from the enrollment and the step, so opening it again finds it.
 */
export type Task = {
  organisation: string;
  id: string;
  revision: number;
  userId: string;
  leadId: string;
  enrollmentId: string;
  step: string;
  type: StepType;
  name: string;
  status: 'open' | 'completed' | 'skipped' | 'cancelled';
  openedAt: Instant;
  /** From here on it is late (A10); undefined: never. */
  lateAt?: Instant | undefined;
  closedAt?: Instant | undefined;
  closedBy?: string | undefined;
  outcome?: string | undefined;
  skipReason?: string | undefined;
};

/** The id of a step's task. */
export function taskId(enrollmentId: string, step: string): string {
  return `${enrollmentId}.${step}`;
}
