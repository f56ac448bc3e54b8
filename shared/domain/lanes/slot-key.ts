import type { StepId } from '../kernel/ids.ts';
import { shortKey } from '../kernel/short-key.ts';
import type { EnrollmentId } from '../kernel/enrollment-id.ts';

/**
 * The key of a step's slot in its lane: asking again for the same step finds the same slot. Short, since a day of a
 * busy lane holds many and is read and written whole; it is compared only, never taken apart.
 */
export function slotKey(enrollmentId: EnrollmentId, step: StepId): string {
  return shortKey(enrollmentId, '#', step);
}
