import type { LeadId, SequenceId, UserId } from '../kernel/ids.ts';
import type { Activity } from '../activity/activity.ts';
import type { Instant } from '../kernel/instant.ts';
import { countsOf, type StepCount } from './count-activity.ts';
import type { EnrollmentId } from '../kernel/enrollment-id.ts';

/** The lead of facts whose lead was erased (F9); no lead has such an id. */
export const erasedLead = 'erased';

/** One of what a figure of a sequence counts: which lead, in which enrollment, when (D9). */
export type Fact = StepCount & {
  organisation: string;
  sequenceId: SequenceId;
  at: Instant;
  leadId: LeadId;
  enrollmentId?: EnrollmentId | undefined;
  /** Sender of the enrollment. */
  userId?: UserId | undefined;
};

/** What an activity adds to the statistics of its sequence: each fact is one in one counter, so the two always agree. */
export function factsOf(activity: Activity): Fact[] {
  const { organisation, sequenceId, at, leadId, enrollmentId, userId } = activity;
  if (sequenceId === undefined) return [];
  return countsOf(activity).map((count) => ({
    ...count,
    organisation,
    sequenceId,
    at,
    leadId,
    enrollmentId,
    userId,
  }));
}
