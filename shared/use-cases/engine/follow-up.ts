import { suppressedBecause } from '../../domain/enrollment/decide-due.ts';
import type { Enrollment } from '../../domain/enrollment/enrollment.ts';
import type { EnrollmentEvent } from '../../domain/enrollment/events.ts';
import { dueAfter, type Sender } from '../../domain/enrollment/planning.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Lead } from '../../domain/people/people.ts';
import { ownSender } from '../../domain/enrollment/stand-in.ts';
import { nextStep } from '../../domain/sequence/next-step.ts';
import { versionToFollow } from '../../domain/sequence/version-to-follow.ts';
import type { Channel, Sequence, SequenceVersion, Step } from '../../domain/sequence/step.ts';
import type { EnginePorts } from './engine-ports.ts';
import { placeSteps, type StepToPlace } from './place-steps.ts';
import { channelOf } from './write-enrollment.ts';

/** A step that is about to be done (sent, skipped, completed), from which the next is planned. */
export type StepDone = {
  enrollment: Enrollment;
  step: Pick<Step, 'id'>;
  lead: Lead;
  sender: Sender;
  sequence: Sequence | undefined;
  /** The version it was done in, where that was read. */
  version?: SequenceVersion | undefined;
  /** When it was done: waits count from here (D3). */
  at: Instant;
};

/** What comes after a step: the events to write with its own, and the channel of the step now waited for. */
export type NextPlan = { events: EnrollmentEvent[]; channel: Channel; next?: StepToPlace | undefined };

/**
 * Plans what follows steps that are done: the next step's time or place in the queue, or the end of the sequence.
 * When the rules skip every step that is left, they are skipped now and the sequence ends, once (A7, pinned).
 *
 * @returns by enrollment id. Lane days are written; enrollments are not.
 */
export async function followUp(
  ports: Pick<EnginePorts, 'store'>,
  done: readonly StepDone[],
  now: Instant,
  awake = false,
): Promise<Map<string, NextPlan>> {
  const plans = new Map<string, NextPlan>();
  const toPlace: StepToPlace[] = [];
  for (const step of done) {
    const version = await loadVersion(ports, step);
    const rest = version === undefined ? [] : stepsLeft(version, [...step.enrollment.done, step.step.id]);
    const [next] = rest;
    if (version === undefined || next === undefined) {
      plans.set(step.enrollment.id, ended([]));
      continue;
    }
    const skipped = skipsOf(rest, step);
    if (skipped.length === rest.length) {
      plans.set(step.enrollment.id, ended(skipped));
      continue;
    }
    toPlace.push({
      enrollmentId: step.enrollment.id,
      step: next,
      version: version.version,
      due: dueAfter(next, step.at, ownSender(step.sender), step.lead),
      firstTouch: false,
      recipient: step.lead,
      sender: step.sender,
    });
  }
  for (const [, organisationPlans] of Map.groupBy(toPlace, (plan) => plan.sender.user.organisation)) {
    const [first] = organisationPlans;
    if (first === undefined) continue;
    const placed = await placeSteps(
      ports.store,
      first.sender.user.organisation,
      organisationPlans,
      now,
      awake,
    );
    for (const [id, { plan, event }] of placed)
      plans.set(id, { events: [event], channel: channelOf(plan.step), next: plan });
  }
  return plans;
}

/** The version that the next step is read from: the present one, unless the enrollment keeps its own (D10, pinned). */
async function loadVersion(
  ports: Pick<EnginePorts, 'store'>,
  { enrollment, sequence, version: own }: StepDone,
): Promise<SequenceVersion | undefined> {
  const version = versionToFollow(enrollment, sequence);
  if (own?.version === version) return own;
  return ports.store.versions.get(enrollment.organisation, `${enrollment.sequenceId}.${version}`);
}

function stepsLeft(version: SequenceVersion, done: string[]): Step[] {
  const left: Step[] = [];
  for (
    let next = nextStep(version, done);
    next !== undefined;
    next = nextStep(version, [...done, ...left.map(({ id }) => id)])
  ) {
    left.push(next);
  }
  return left;
}

function skipsOf(rest: readonly Step[], { lead, sender }: StepDone): EnrollmentEvent[] {
  return rest.flatMap((step) => {
    const because = suppressedBecause(step.type, lead, sender.settings);
    return because === undefined ? [] : [{ type: 'skipped' as const, step: step.id, because }];
  });
}

function ended(skipped: EnrollmentEvent[]): NextPlan {
  return {
    events: [...skipped, { type: 'finished', because: { kind: 'engine', rule: 'all-steps-done' } }],
    channel: 'mail',
  };
}
