import type { Enrollment } from '../core/enrollment.ts';
import type { Activity } from './activity.ts';

/**
 * The activity that a change of an enrollment is; undefined for a bare claim, which says nothing that its outcome does
 * not say. Its id is made from the revision, so that a change seen twice is one activity.
 */
export function activityOfChange(enrollment: Enrollment): Activity | undefined {
  const events = enrollment.events.filter((event) => event.type !== 'claimed');
  if (events.length === 0) return undefined;
  const { organisation, leadId, id, revision, sequenceId, version, userId, changedAt } = enrollment;
  return {
    organisation,
    leadId,
    id: `${id}#${revision}`,
    at: changedAt,
    enrollmentId: id,
    sequenceId,
    version,
    userId,
    events,
  };
}
