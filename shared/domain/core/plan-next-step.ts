import type { StepId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Lead } from '../people/people.ts';
import { nextStep } from '../sequences/next-step.ts';
import type { SequenceVersion, Step } from '../sequences/step.ts';
import { suppressedBecause } from './decide-due.ts';
import type { EnrollmentEvent } from './events.ts';
import { dueAfter, type Sender, type StepToPlan } from './planning.ts';
import { senderOf } from './delegate.ts';
import type { EnrollmentId } from '../kernel/enrollment-id.ts';

/** A step that is behind an enrollment. */
export type StepBehind = {
  enrollmentId: EnrollmentId;
  /** Steps done before it, in order, and the step itself. */
  done: readonly string[];
  step: StepId;
  lead: Lead;
  sender: Sender;
  /** The version that the next step is read from; undefined: it is gone. */
  version: SequenceVersion | undefined;
  /** When it was done: waits count from here (D3). */
  at: Instant;
};

/** What comes after a step: the next one asks its lane for a time, or the sequence ends. */
export type NextStepPlan =
  { kind: 'plan'; plan: StepToPlan & { sender: Sender } } | { kind: 'end'; events: EnrollmentEvent[] };

/**
 * What follows a step that is done (D3). When the rules skip every step that is left, they are skipped now and the
 * sequence ends, once (A7).
 */
export function planNextStep(behind: StepBehind): NextStepPlan {
  const { enrollmentId, done, step, lead, sender, version, at } = behind;
  const next = version && nextStep(version, done, step);
  if (version === undefined || next === undefined) return { kind: 'end', events: [finished] };
  const skipped = skipsOfAll(next, version, behind);
  if (skipped !== undefined) return { kind: 'end', events: [...skipped, finished] };
  const due = dueAfter(next, at, senderOf(next, sender), lead);
  const plan = {
    enrollmentId,
    step: next,
    version: version.version,
    due,
    firstTouch: false,
    recipient: lead,
    sender,
  };
  return { kind: 'plan', plan };
}

const finished: EnrollmentEvent = {
  type: 'finished',
  because: { kind: 'engine', rule: 'all-steps-done' },
};

/** The skips of all steps left, from the next one on; undefined when one of them is to be done. */
function skipsOfAll(
  first: Step,
  version: SequenceVersion,
  { done, step, lead, sender }: StepBehind,
): EnrollmentEvent[] | undefined {
  if (suppressedBecause(first.type, lead, sender.settings) === undefined) return undefined;
  const skipped: EnrollmentEvent[] = [];
  let behind = [...done, step];
  for (let next: Step | undefined = first; next !== undefined; next = nextStep(version, behind)) {
    const of = next.userId === undefined ? (sender.namedBy ?? sender) : senderOf(next, sender);
    const because = suppressedBecause(next.type, lead, of.settings);
    if (because === undefined) return undefined;
    skipped.push({ type: 'skipped', step: next.id, because });
    behind = [...behind, next.id];
  }
  return skipped;
}
