import { nothing, verdict, type Verdict } from '../decision.ts';
import type { CommandOf } from '../commands.ts';
import { isOver } from '../enrollment.ts';
import type { EnrollmentFacts, StepFacts } from '../facts.ts';

/**
 * A lead answered a mail: its sequence stops, unless the version that it is on goes on after replies (D5). An answer
 * after the end is noted; a second one is no second reply.
 */
export function reply(
  { enrollment, version }: StepFacts,
  { step, at, reply: id }: CommandOf<'reply'>,
): Verdict {
  const { state, repliedAt } = enrollment;
  const noted =
    repliedAt === undefined
      ? [{ type: 'replied' as const, step, ...(id !== undefined && { reply: id }) }]
      : [];
  if (isOver(state) || version?.stopOnReply === false) return verdict(noted);
  return verdict([...noted, { type: 'stopped', because: { kind: 'lead', fact: 'replied', at } }]);
}

/**
 * An automatic reply holds the sequence until the return date that it states (D5). It does not shorten a pause, nor
 * hold a task that a person has in hand.
 */
export function automaticReply(facts: EnrollmentFacts, command: CommandOf<'automatic-reply'>): Verdict {
  const { state } = facts.enrollment;
  const { step, at, until, reply: id } = command;
  if (isOver(state) || until <= facts.now || state.status === 'waiting') return nothing;
  if (state.status === 'paused' && (state.until === undefined || state.until >= until)) return nothing;
  return verdict([
    { type: 'auto-replied', step, until, ...(id !== undefined && { reply: id }) },
    { type: 'paused', until, because: { kind: 'lead', fact: 'auto-replied', at } },
  ]);
}
