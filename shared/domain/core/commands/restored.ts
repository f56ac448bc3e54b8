import type { Instant } from '../../kernel/instant.ts';
import type { Reason } from '../../settings/reason.ts';
import { stepKinds } from '../../channels/step-types.ts';
import { nothing, verdict, type Verdict } from '../decision.ts';
import type { CommandOf } from '../commands.ts';
import { isOver } from '../enrollment.ts';
import type { EnrollmentEvent } from '../events.ts';
import { stepIn, type StepFacts } from '../facts.ts';
import { planNextStep } from '../plan-next-step.ts';
import { unknownEvent } from '../unknown-outcome.ts';

const because: Reason = { kind: 'engine', rule: 'outcome-unknown' };

/**
 * Keeps an enrollment that was restored from a backup from sending again what may have gone out after the backup (F3). A
 * step that could have been sent by then counts as claimed, and its outcome as unknown, so that an event of the provider
 * or a person settles it. Where also steps after it could have been sent, as when it waited for a person who may have gone
 * on with it, it is paused: a person who resumes it has looked. Doing it again changes nothing.
 */
export function restored(facts: StepFacts, { since, until }: CommandOf<'restored'>): Verdict {
  const { enrollment, lead, version } = facts;
  const { state, claim, attempts } = enrollment;
  if (isOver(state) || lead === undefined) return nothing;
  const step = stepIn(version, state.step);
  if (step === undefined) return nothing;
  const done = claim?.at ?? later(state.due, since);
  if (done > until) return nothing;
  const wentOn = mayHaveSentMore(facts, state.step, { done, since, until });
  const events: EnrollmentEvent[] = [];
  if (claim === undefined && stepKinds[step.type].automated)
    events.push({ type: 'claimed', step: step.id, attempt: attempts + 1 });
  if (events.length > 0 || state.status === 'sending') events.push(unknownEvent(step.id, because, facts.now));
  const isPaused = state.status === 'paused';
  if (wentOn && !(isPaused && state.until === undefined && events.length === 0))
    events.push({ type: 'paused', because: isPaused ? state.because : because });
  else if (isPaused && events.length > 0)
    events.push({ type: 'paused', until: state.until, because: state.because });
  return events.length === 0 ? nothing : verdict(events);
}

/** Whether a step after the present one could have been sent, had everything before it been done as early as can be. */
function mayHaveSentMore(
  { enrollment, lead, sender, following: version }: StepFacts,
  present: string,
  { done: first, since, until }: { done: Instant; since: Instant; until: Instant },
): boolean {
  if (lead === undefined) return false;
  const done = [...enrollment.done];
  let step = present;
  for (let at = first; ;) {
    const next = planNextStep({ enrollmentId: enrollment.id, done, step, lead, sender, version, at });
    if (next.kind === 'end') return false;
    at = later(next.plan.due, since);
    if (at > until) return false;
    if (stepKinds[next.plan.step.type].automated) return true;
    done.push(step);
    step = next.plan.step.id;
  }
}

const later = (one: Instant, other: Instant): Instant => (one > other ? one : other);
