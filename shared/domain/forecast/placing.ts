import { stepKinds } from '../channels/step-types.ts';
import type { EnrollmentEvent } from '../core/events.ts';
import { plannedEvent, requestOf, type Sender, type StepToPlan } from '../core/planning.ts';
import { withActingSender } from '../core/stand-in.ts';
import { whatFollows } from '../core/what-follows.ts';
import type { Instant } from '../kernel/instant.ts';
import { byRank } from '../lanes/admit.ts';
import type { LaneRequest } from '../lanes/lane.ts';
import { placeKey } from '../lanes/place-key.ts';
import { earliestWake } from '../lanes/wake-up.ts';
import { type Step } from '../sequences/step.ts';
import { versionToFollow } from '../sequences/version-to-follow.ts';
import type { Course } from './course.ts';
import type { Scene } from './scene.ts';

/** A step of an imagined enrollment that asks for a place. */
export type CoursePlan = Plan & { course: Course };
/** What it got: `at`, when it has its instant. */
export type Given = { event: EnrollmentEvent; at?: Instant | undefined };

type Plan = StepToPlan & { sender: Sender };
type Asking = { course: Course; plan: CoursePlan; request: LaneRequest };

/** What a step of an enrollment asks for, due as its state says. */
export function planOf(course: Course, step: Step, sender: Sender): CoursePlan {
  const { state } = course;
  return {
    course,
    enrollmentId: course.enrollmentId,
    step,
    version: course.version,
    due: 'due' in state ? state.due : course.enrolledAt,
    firstTouch: course.done.length === 0,
    recipient: course.lead,
    sender,
  };
}

/** Gives steps their places: by rank within each lane, as they would get them together. */
export function placeTogether(
  scene: Scene,
  plans: readonly CoursePlan[],
  now: Instant,
  { awake = false } = {},
): Map<Course, Given> {
  const earliest = awake ? now : earliestWake(now);
  const asking = plans.map((plan) => ask(plan, earliest));
  if (asking.length > 1) asking.sort((a, b) => byRank(a.request, b.request));
  return new Map(asking.map((each) => [each.course, give(scene, each, now, earliest)]));
}

/** Gives one step its place. */
export function placeOne(scene: Scene, plan: CoursePlan, now: Instant): Given {
  const earliest = earliestWake(now);
  return give(scene, ask(plan, earliest), now, earliest);
}

/** What follows a step: the next one gets its place, or the sequence ends. */
export function follow(
  scene: Scene,
  course: Course,
  { stepDone, sender, now }: { stepDone: string; sender: Sender; now: Instant },
): EnrollmentEvent[] {
  const { enrollmentId, sequenceId, lead, done } = course;
  const { outset } = scene;
  const version = outset.version(sequenceId, versionToFollow(course, outset.sequence(sequenceId)));
  const behind = [...done, stepDone];
  const follows = whatFollows({ enrollmentId, done: behind, lead, sender, version, at: now });
  return follows.kind === 'end' ? follows.events : [placeOne(scene, { ...follows.plan, course }, now).event];
}

/** The key of the place of an enrollment's step. */
export function keyOf({ enrollmentId, placeKey: known }: Course, step: string): string {
  return known?.step === step ? known.key : placeKey(enrollmentId, step);
}

function ask(wanted: CoursePlan, earliest: Instant): Asking {
  const { course } = wanted;
  const plan = withActingSender(wanted, earliest);
  const request = requestOf(plan, plan.sender);
  course.placeKey = { step: plan.step.id, key: request.key };
  return { course, plan, request };
}

function give({ lanes }: Scene, { plan, request }: Asking, now: Instant, earliest: Instant): Given {
  const lane = lanes.of(plan.sender, stepKinds[plan.step.type].lane);
  const placement = lanes.place(lane, request, { now, earliest });
  const event = plannedEvent(plan, plan.sender, placement);
  return { event, at: placement.kind === 'placed' ? placement.at : undefined };
}
