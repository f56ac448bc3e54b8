import { conflict, nothing, verdict, type Verdict } from '../decision.ts';
import type { CommandOf } from '../commands.ts';
import { isOver } from '../enrollment.ts';
import type { EnrollmentFacts } from '../facts.ts';

/**
 * Keeps an enrollment on the version that it is on, or lets it follow the present one from its next step on (D10).
 * Doing it again changes nothing.
 */
export function pin({ enrollment }: EnrollmentFacts, { kind, by }: CommandOf<'pin' | 'unpin'>): Verdict {
  const { state, pinned } = enrollment;
  if (isOver(state)) return conflict(`It is ${state.status}: no step comes after it.`);
  if (pinned === (kind === 'pin')) return nothing;
  if (state.status === 'sending') return conflict('A message of it is being sent at this moment: try again.');
  return verdict([{ type: kind === 'pin' ? 'pinned' : 'unpinned', by }]);
}
