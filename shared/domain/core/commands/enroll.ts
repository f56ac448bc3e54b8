import { senderOf } from '../delegate.ts';
import { dueAfter } from '../planning.ts';
import { presentPlan, placeStep } from '../placing.ts';
import { conflict, verdict, type Verdict } from '../decision.ts';
import type { CommandOf } from '../commands.ts';
import type { StepFacts } from '../facts.ts';

/** Enrolls a lead: its first step gets its time, or queues in its lane (D1, D3). Nothing for who is enrolled already. */
export function enroll(facts: StepFacts, { by, because }: CommandOf<'enroll'>): Verdict {
  const { enrollment, lead, sender, version, now } = facts;
  const first = version?.steps[0];
  if (enrollment.revision > 0) return conflict('It is enrolled already.');
  if (lead === undefined || version === undefined || first === undefined)
    return conflict('Its lead or its sequence is gone.');
  const plan = { ...presentPlan(facts, first), due: dueAfter(first, now, senderOf(first, sender), lead) };
  const { event, slots } = placeStep(facts, plan);
  return verdict(
    [{ type: 'enrolled', by, version: version.version, ...(because && { because }) }, event],
    slots,
  );
}
