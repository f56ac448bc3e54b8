import { stepsLeft } from '../../sequences/steps-left.ts';
import { suppressedBecause } from '../decide-due.ts';
import { nothing, verdict, type Verdict } from '../decision.ts';
import { isOver } from '../enrollment.ts';
import type { EnrollmentEvent } from '../events.ts';
import { stepIn, type StepFacts } from '../facts.ts';
import { planNext } from '../placing.ts';
import { taskInHand } from '../task-in-hand.ts';

/**
 * Ends an enrollment at once whose remaining steps are all skipped by the rules (A6, A7); others go on, and skip step
 * by step when due. A task that is open and now skipped is taken off its user's list.
 */
export function suppression(facts: StepFacts): Verdict {
  const { enrollment, lead, version, following, sender } = facts;
  const { state, done, claim } = enrollment;
  // A message that is or may be in the provider's hands, even of an enrollment paused since, is settled first (F3).
  if (isOver(state) || claim !== undefined) return nothing;
  const current = stepIn(version, state.step);
  if (lead === undefined || current === undefined || following === undefined) return nothing;
  const waited = done.includes(current.id) ? [] : [current];
  const left = [...waited, ...stepsLeft(following, [...done, current.id])];
  const skipped = left.flatMap((step): Extract<EnrollmentEvent, { type: 'skipped' }>[] => {
    const because = suppressedBecause(step.type, lead, sender.settings);
    return because === undefined ? [] : [{ type: 'skipped', step: step.id, because }];
  });
  if (skipped.length === left.length)
    return verdict([...skipped, { type: 'finished', because: { kind: 'engine', rule: 'all-steps-done' } }]);
  const [first] = skipped;
  if (taskInHand(enrollment) === undefined || first?.step !== current.id) return nothing;
  // What follows is planned when it is resumed.
  if (state.status === 'paused') return verdict([first]);
  const next = planNext(facts, current.id);
  return verdict([first, ...next.events], next.slots);
}
