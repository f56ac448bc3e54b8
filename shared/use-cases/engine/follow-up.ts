import type { Channel } from '../../domain/channels/step-types.ts';
import type { Enrollment } from '../../domain/core/enrollment.ts';
import type { EnrollmentEvent } from '../../domain/core/events.ts';
import type { Sender } from '../../domain/core/planning.ts';
import { whatFollows } from '../../domain/core/what-follows.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Lead } from '../../domain/people/people.ts';
import { versionToFollow } from '../../domain/sequences/version-to-follow.ts';
import type { Sequence, SequenceVersion, Step } from '../../domain/sequences/step.ts';
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
 * Plans what follows steps that are done: the next step's time or place in the queue, or the end of the sequence. They
 * are placed in the order given, so that it does not matter how wake-ups were cut into batches.
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
    const { enrollment, lead, sender, at } = step;
    const version = await loadVersion(ports, step);
    const behind = [...enrollment.done, step.step.id];
    const follows = whatFollows({ enrollmentId: enrollment.id, done: behind, lead, sender, version, at });
    if (follows.kind === 'plan') toPlace.push(follows.plan);
    else plans.set(enrollment.id, { events: follows.events, channel: 'mail' });
  }
  for (const [, organisationPlans] of Map.groupBy(toPlace, (plan) => plan.sender.user.organisation)) {
    const [first] = organisationPlans;
    if (first === undefined) continue;
    const placed = await placeSteps(ports.store, first.sender.user.organisation, organisationPlans, now, {
      awake,
      order: 'as-given',
    });
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
