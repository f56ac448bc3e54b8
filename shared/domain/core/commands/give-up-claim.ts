import { nothing, verdict, type Verdict } from '../decision.ts';
import type { EnrollmentFacts } from '../facts.ts';
import { unknownEvent } from '../unknown-outcome.ts';

/** Notes that the worker that held the claim is dead; the message may or may not have gone out (F3). */
export function giveUpClaim({ enrollment: { state }, now }: EnrollmentFacts): Verdict {
  if (state.status !== 'sending') return nothing;
  return verdict([unknownEvent(state.step, { kind: 'engine', rule: 'outcome-unknown' }, now)]);
}
