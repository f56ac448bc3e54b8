import { shortKey } from '../kernel/short-key.ts';
import type { EnrollmentId } from '../kernel/enrollment-id.ts';

const longestMemo = 16_384;
/** By enrollment, for the step asked for last: a step is placed, pulled and run under one key. */
const latest = new Map<EnrollmentId, { step: string; key: string }>();

/**
 * The key of a step's slot in its lane: asking again for the same step finds the same slot. Short, since a day of a
 * busy lane holds many and is read and written whole; it is compared only, never taken apart.
 */
export function slotKey(enrollmentId: EnrollmentId, step: string): string {
  const known = latest.get(enrollmentId);
  if (known?.step === step) return known.key;
  if (latest.size >= longestMemo) latest.clear();
  const key = shortKey(`${enrollmentId}#${step}`);
  latest.set(enrollmentId, { step, key });
  return key;
}
