import { isOver, type EnrollmentState } from '../../domain/core/enrollment.ts';
import type { Because } from '../../domain/settings/because.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { changeEnrollment } from './change-enrollment.ts';
import { enrollLeads, loadEnrollable, type EnrollResult } from './enroll-leads.ts';
import type { EnginePorts } from './engine-ports.ts';

export type MoveResult =
  { kind: 'moved'; to: EnrollResult } | { kind: 'refused'; why: string } | { kind: 'not-found' };

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
    id: string;
    sequenceId: string;
    by: string;
    because: Because;
    evenIfOver?: boolean;
    now: Instant;
  },
): Promise<MoveResult> {
  const { organisation, id, sequenceId, by, because, evenIfOver = false, now } = request;
  const enrollment = await ports.store.enrollments.get(organisation, id);
  if (enrollment === undefined) return { kind: 'not-found' };
  if (enrollment.sequenceId === sequenceId)
    return { kind: 'refused', why: 'It is in this sequence already.' };
  const movedBefore =
    enrollment.events.some((event) => event.type === 'moved' && event.to === sequenceId) ||
    isMove(enrollment.state, because);
  if (isOver(enrollment.state) && !movedBefore && !evenIfOver)
    return { kind: 'refused', why: `It is ${enrollment.state.status}.` };
  const target = await ports.store.sequences.get(organisation, sequenceId);
  if (target?.status !== 'active' || target.currentVersion === 0) {
    return { kind: 'refused', why: `“${sequenceId}” is not a published sequence.` };
  }
  const { leadId, userId } = enrollment;
  await loadEnrollable(ports, { organisation, sequenceId, userId });
  const stopped = await changeEnrollment(
    ports,
    organisation,
    id,
    ({ state }) => {
      const moved = { type: 'moved' as const, to: sequenceId, because };
      if (!isOver(state)) return { events: [moved, { type: 'stopped', because }] };
      return { events: movedBefore || !evenIfOver ? [] : [moved] };
    },
    now,
  );
  if (stopped.kind !== 'changed' && !movedBefore)
    return { kind: 'refused', why: 'It ended just now, before it could be moved.' };
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
  return to === undefined ? { kind: 'not-found' } : { kind: 'moved', to };
}

/** Whether it was stopped by this very move of a workflow, though its last change is a later one. */
function isMove(state: EnrollmentState, because: Because): boolean {
  if (state.status !== 'stopped' || state.because.kind !== 'workflow') return false;
  return because.kind === 'workflow' && state.because.run === because.run;
}
