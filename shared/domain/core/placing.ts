import type { Instant } from '../kernel/instant.ts';
import { withChanges, type LaneBook, type SlotChange } from '../lanes/lane-book.ts';
import { laneId } from '../lanes/lane.ts';
import { place } from '../lanes/place.ts';
import { earliestWake } from '../lanes/wake-up.ts';
import type { Step } from '../sequences/step.ts';
import type { Next } from './effects.ts';
import type { EnrollmentEvent } from './events.ts';
import type { EnrollmentFacts, Lanes, StepFacts } from './facts.ts';
import { channelOf } from './decision.ts';
import { limitsOf, plannedEvent, requestOf, type Sender, type StepToPlan } from './planning.ts';
import { withActingSender } from './delegate.ts';
import { planNextStep } from './plan-next-step.ts';
import { waitOfInvitation } from './invitation.ts';

/** A step that asks for its time, in the lane of its sender or of who stands in (F7). */
export type Plan = StepToPlan & { sender: Sender };

/** What a step got: its time or its place in the queue, as an event, and what that changes in the lane. */
export type Placed = {
  plan: Plan;
  event: EnrollmentEvent;
  at?: Instant | undefined;
  slots: readonly SlotChange[];
};

/** How a step asks. */
export type Asking = {
  /** It can run at once; else nothing is placed before a wake-up can reach it. */
  awake?: boolean | undefined;
  /** From the queue of the lane, in its turn. */
  inTurn?: boolean | undefined;
};

/** Gives a step its time: windows first, then the lane's cap and pacing (A1–A5, A9). */
export function placeStep(
  { now, lanes }: { now: Instant; lanes: Lanes },
  asked: Plan,
  { awake = false, inTurn = false }: Asking = {},
): Placed {
  const earliest = awake ? now : earliestWake(now);
  const plan = withActingSender(asked, earliest);
  const { sender } = plan;
  const channel = channelOf(plan.step);
  const request = requestOf(plan, sender, inTurn);
  const moment = { limits: limitsOf(channel, sender), now, earliest };
  const { placement, changes } = place(
    laneId(sender.user.id, channel),
    moment,
    lanes.of(sender, channel),
    request,
  );
  const event = plannedEvent(plan, sender, placement);
  return { plan, event, at: placement.kind === 'placed' ? placement.at : undefined, slots: changes };
}

/** The present step of an enrollment as it asks for a time again, due as it was. */
export function presentPlan(
  facts: EnrollmentFacts & Pick<StepFacts, 'lead' | 'sequence' | 'feedback'>,
  step: Step,
): Plan {
  const { enrollment, sender, lead, now } = facts;
  const { state } = enrollment;
  const wait = waitOfInvitation(facts, step, now);
  return {
    enrollmentId: enrollment.id,
    step,
    version: enrollment.version,
    due: 'due' in state ? state.due : enrollment.enrolledAt,
    firstTouch: enrollment.done.length === 0,
    recipient: lead ?? {},
    sender,
    ...(wait && { notBefore: wait.until, waitsFor: wait.because }),
  };
}

/** Lanes with some changes on top, for what is decided after them in the same decision. */
function lanesWith(lanes: Lanes, changes: readonly SlotChange[]): Lanes {
  if (changes.length === 0) return lanes;
  return {
    of(sender, channel): LaneBook {
      const lane = laneId(sender.user.id, channel);
      const own = changes.filter((change) => change.lane === lane);
      return withChanges(lanes.of(sender, channel), own);
    },
  };
}

/**
 * What follows a step that is done: the next one's time or place in the queue, or the end of the sequence (D3).
 *
 * @param of `slots`: what was decided about lanes before
 */
export function planNext(
  facts: StepFacts,
  stepDone: string,
  {
    sender = facts.sender,
    at = facts.now,
    slots: before = [],
  }: { sender?: Sender; at?: Instant; slots?: readonly SlotChange[] } = {},
): Next {
  const { enrollment, lead, following, now } = facts;
  if (lead === undefined) return { events: [], slots: [] };
  const { id: enrollmentId, done } = enrollment;
  const behind = { enrollmentId, done, step: stepDone, lead, sender, version: following, at };
  const follows = planNextStep(behind);
  if (follows.kind === 'end') return { events: follows.events, slots: [] };
  const { event, slots } = placeStep({ now, lanes: lanesWith(facts.lanes, before) }, follows.plan);
  return { events: [event], slots };
}
