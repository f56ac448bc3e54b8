import type { Reason } from '../../settings/reason.ts';
import { conflict, nothing, verdict, type Verdict } from '../decision.ts';
import type { CommandOf } from '../commands.ts';
import { stepIn, type StepFacts } from '../facts.ts';
import { placeStep, planNext, presentPlan } from '../placing.ts';
import { unknownEvent } from '../unknown-outcome.ts';

/**
 * Resumes a paused enrollment. What fell due meanwhile goes back through windows, caps and pacing, in the order in
 * which it was due: no burst (F6).
 */
export function resume(facts: StepFacts, { because }: CommandOf<'resume'>): Verdict {
  const { status } = facts.enrollment.state;
  return status === 'paused'
    ? resumption(facts, because)
    : conflict(`It is ${status}; only a paused enrollment can be resumed.`);
}

/** How a paused enrollment goes on, whatever ended its pause. */
export function resumption(facts: StepFacts, because: Reason): Verdict {
  const { enrollment, lead, version, now } = facts;
  const { state, claim, done } = enrollment;
  if (state.status !== 'paused') return nothing;
  const resumed = { type: 'resumed' as const, because };
  if (claim?.step === state.step)
    return verdict([resumed, unknownEvent(state.step, { kind: 'engine', rule: 'outcome-unknown' }, now)]);
  const step = stepIn(version, state.step);
  if (lead === undefined || step === undefined)
    return verdict([resumed, { type: 'stopped', because: { kind: 'engine', rule: 'sequence-deleted' } }]);
  if (done.includes(step.id)) {
    const next = planNext(facts, step.id);
    return verdict([resumed, ...next.events], next.slots);
  }
  if (state.taskId !== undefined)
    return verdict([resumed, { type: 'task-opened', step: step.id, taskId: state.taskId }]);
  const { event, slots } = placeStep(facts, presentPlan(facts, step));
  return verdict([resumed, event], slots);
}
