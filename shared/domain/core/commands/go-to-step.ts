import type { StepId } from '../../kernel/ids.ts';
import { stepsLeft } from '../../sequences/steps-left.ts';
import { conflict, nothing, verdict, type Verdict } from '../decision.ts';
import type { CommandOf } from '../commands.ts';
import { isOver } from '../enrollment.ts';
import type { EnrollmentEvent } from '../events.ts';
import type { StepFacts } from '../facts.ts';
import { placeStep, type Plan } from '../placing.ts';
import { dueAfter } from '../planning.ts';
import { senderOf } from '../delegate.ts';

/**
 * Skips the steps before the last one, or before the one that is named, and plans that one now, within windows, caps and
 * pacing (B4, D2). One that is paused stays so, and goes on with that step when it is resumed. At that step already:
 * nothing.
 */
export function goToStep(facts: StepFacts, { because, step }: CommandOf<'go-to-step'>): Verdict {
  const { enrollment } = facts;
  const { state, claim } = enrollment;
  if (isOver(state)) return conflict(`It is ${state.status}.`);
  if (state.status === 'sending') return conflict('A step is being sent.');
  if (state.status === 'unknown' || claim?.step === state.step)
    return conflict('Whether a step went out is not known: settle that first.');
  const left = leftToDo(facts, state.step);
  const wanted = wantedOf(left, step);
  if (wanted === undefined)
    return step === undefined || left.length === 0
      ? nothing
      : conflict(`“${step}” is none of the steps that are still to come.`);
  if (wanted.id === state.step) return nothing;
  const skipped = left
    .slice(0, left.indexOf(wanted))
    .map(({ id }): EnrollmentEvent => ({ type: 'skipped', step: id, because }));
  if (state.status === 'paused') return verdict(skipped);
  const plan = planOfStep(facts, step);
  if (plan === undefined) return nothing;
  const { event, slots } = placeStep(facts, plan);
  const explained =
    event.type === 'planned' || event.type === 'queued'
      ? { ...event, because: [because, ...event.because] }
      : event;
  return verdict([...skipped, explained], slots);
}

/** The steps left, that at which it is first; empty when something of it is gone. */
function leftToDo({ enrollment, lead, version, following }: StepFacts, current: string) {
  if (lead === undefined || version === undefined || following === undefined) return [];
  const { done } = enrollment;
  const waited = version.steps.filter(({ id }) => id === current && !done.includes(id));
  return [...waited, ...stepsLeft(following, [...done, current])];
}

function wantedOf<Step extends { id: string }>(
  left: readonly Step[],
  step: StepId | undefined,
): Step | undefined {
  return step === undefined ? left.at(-1) : left.find(({ id }) => id === step);
}

/** The last step, or the one that is named, as it asks for a time now; undefined: there is none to go to. */
export function planOfStep(facts: StepFacts, wanted: string | undefined): Plan | undefined {
  const { enrollment, following, lead, sender, now } = facts;
  if (isOver(enrollment.state) || following === undefined || lead === undefined) return undefined;
  const step = wantedOf(leftToDo(facts, enrollment.state.step), wanted);
  if (step === undefined) return undefined;
  const due = dueAfter({ ...step, wait: { amount: 0, unit: 'minutes' } }, now, senderOf(step, sender), lead);
  const { version } = following;
  return { enrollmentId: enrollment.id, step, version, due, firstTouch: false, recipient: lead, sender };
}
