import { conflict, nothing, verdict, type Verdict } from '../decision.ts';
import type { CommandOf } from '../commands.ts';
import { isOver } from '../enrollment.ts';
import type { EnrollmentFacts } from '../facts.ts';
import type { Reason } from '../../settings/reason.ts';
import type { Enrollment } from '../enrollment.ts';

/** Stops an enrollment for good: nothing more is sent. Stopping what is over changes nothing. */
export function stop({ enrollment }: EnrollmentFacts, { because }: CommandOf<'stop'>): Verdict {
  return isOver(enrollment.state) ? nothing : verdict([{ type: 'stopped', because }]);
}

/**
 * Stops an enrollment since its lead goes on in another sequence. Asked for again, there is nothing to do: the move is
 * written with the stop.
 */
export function move(
  { enrollment }: EnrollmentFacts,
  { to, because, evenIfOver }: CommandOf<'move'>,
): Verdict {
  const { state, sequenceId } = enrollment;
  if (sequenceId === to) return conflict('It is in this sequence already.');
  const moved = { type: 'moved' as const, to, because };
  if (!isOver(state)) return verdict([moved, { type: 'stopped', because }]);
  if (isMoved(enrollment, to, because)) return nothing;
  return evenIfOver ? verdict([moved]) : conflict(`It is ${state.status}.`);
}

/** Whether it was moved by this very decision before, though its last change may be a later one. */
function isMoved({ events, state }: Enrollment, to: string, because: Reason): boolean {
  if (events.some((event) => event.type === 'moved' && event.to === to)) return true;
  if (state.status !== 'stopped' || state.because.kind !== 'workflow') return false;
  return because.kind === 'workflow' && state.because.run === because.run;
}
