import type { SequenceId } from '../../domain/kernel/ids.ts';
import type { Reason } from '../../domain/settings/reason.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { executeOne } from '../core/execute.ts';
import { enrollLeads, loadEnrollable, type EnrollResult } from './enroll-leads.ts';
import type { EnginePorts } from '../core/engine-ports.ts';
import type { EnrollmentId } from '../../domain/kernel/enrollment-id.ts';

/** How a move ended: enrolled in the other sequence, or why not. */
export type MoveResult = { kind: 'moved'; to: EnrollResult } | Refusal;

/**
 * Moves a lead to another sequence: stops the enrollment, then enrolls on behalf of the same user. Stopped first, so
 * that whatever dies in between the lead never gets mails of both; asking again goes on where it stopped (the move is
 * written with the stop, and an enrolment asked for twice is one). `evenIfOver`: one that is over is not stopped, and the
 * lead goes on in the other sequence.
 * Throws EnrollmentRefusedError before anything is changed.
 */
export async function moveEnrollment(
  ports: EnginePorts,
  request: {
    organisation: string;
    id: EnrollmentId;
    sequenceId: SequenceId;
    by: string;
    because: Reason;
    evenIfOver?: boolean;
    now: Instant;
  },
): Promise<MoveResult> {
  const { organisation, id, sequenceId, by, because, evenIfOver = false, now } = request;
  const enrollment = await ports.store.enrollments.get(organisation, id);
  if (enrollment === undefined) return { kind: 'not-found', what: 'enrollment', id };
  const target = await ports.store.sequences.get(organisation, sequenceId);
  if (target?.status !== 'active' || target.currentVersion === 0) {
    return { kind: 'conflict', detail: `“${sequenceId}” is not a published sequence.` };
  }
  const { leadId, userId } = enrollment;
  await loadEnrollable(ports, { organisation, sequenceId, userId });
  const command = { kind: 'move' as const, to: sequenceId, because, evenIfOver };
  const moved = await executeOne(ports, { organisation, enrollment: id, command }, now);
  if (moved.kind === 'refused') return moved.refusal;
  if (moved.kind === 'not-found') return moved;
  const [to] = await enrollLeads(ports, {
    organisation,
    leadIds: [leadId],
    sequenceId,
    userId,
    by,
    request: `move-${id}`,
    ...(because.kind === 'workflow' && { because }),
    now,
  });
  return to === undefined ? { kind: 'not-found', what: 'lead', id: leadId } : { kind: 'moved', to };
}
