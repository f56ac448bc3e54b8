import { plusWait } from '../../scheduling/waits.ts';
import type { Instant } from '../../kernel/instant.ts';
import { conflict, nothing, verdict, type Verdict } from '../decision.ts';
import type { CommandOf } from '../commands.ts';
import { isOver } from '../enrollment.ts';
import type { EnrollmentFacts } from '../facts.ts';

const everyDay = { workingDays: [], isHoliday: () => false };

/**
 * Pauses an enrollment until an instant, for a while, or until a person resumes it. Days of a while keep the sender's
 * wall clock, as waits do (D3). Pausing it again changes the end, unless that would shorten it and `shortens` is false
 * (B3).
 */
export function pause(facts: EnrollmentFacts, command: CommandOf<'pause'>): Verdict {
  const { enrollment, sender, now } = facts;
  const { state } = enrollment;
  const { lasts, because, shortens } = command;
  const until = command.until ?? (lasts && plusWait(now, lasts, { ...everyDay, zone: sender.user.zone }));
  if (isOver(state)) return conflict(`It is ${state.status}; only a pending enrollment can be paused.`);
  if (until !== undefined && until <= now)
    return conflict('The end of the pause has passed: give a later one.');
  if (state.status === 'paused' && state.until === until) return nothing;
  if (state.status === 'paused' && !shortens && isShorter(until, state.until)) return nothing;
  return verdict([{ type: 'paused', until, because }]);
}

/** Whether a pause until the one ends before a pause until the other; undefined: it has no end. */
function isShorter(until: Instant | undefined, than: Instant | undefined): boolean {
  return until !== undefined && (than === undefined || until < than);
}
