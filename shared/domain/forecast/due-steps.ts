import { stepKinds } from '../channels/step-types.ts';
import { localDate } from '../time/zones.ts';
import { decideDue, type DueDecision } from '../core/decide-due.ts';
import type { EnrollmentEvent } from '../core/events.ts';
import { deferralOf } from '../core/place-again.ts';
import type { Sender } from '../core/planning.ts';
import { senderAt } from '../core/stand-in.ts';
import { assertNever } from '../kernel/assert-never.ts';
import type { Instant } from '../kernel/instant.ts';
import { useOf, type PlaceUse } from '../lanes/lane-day.ts';
import { type SequenceVersion, type Step } from '../sequences/step.ts';
import { change, openTask } from './changing.ts';
import type { Course } from './course.ts';
import { follow, keyOf, placeTogether, planOf, type Given } from './placing.ts';
import { resume } from './resuming.ts';
import { stepOf, versionOf, type Scene } from './scene.ts';

type Due = {
  course: Course;
  step: Step;
  sender: Sender;
  version: SequenceVersion;
  /** When it was due by its own wait and hour. */
  due: Instant;
  use: PlaceUse | undefined;
  decision: DueDecision;
  placed?: Given | undefined;
};

/** Runs the steps of one lane that wake together: each is decided, what follows gets its place, then all is done. */
export function runSteps(scene: Scene, courses: readonly Course[], now: Instant): void {
  const due: Due[] = [];
  for (const course of courses) {
    const step = dueStep(scene, course, now);
    if (step !== undefined) due.push(step);
  }
  placeAgain(scene, due, now);
  // What follows is placed for all, one after the other, before anything is done.
  const next = due.map((step) => followUp(scene, step, now));
  for (const course of courses) if (course.state.status === 'paused') resume(scene, course, now);
  for (const [index, step] of due.entries()) act(scene, step, next[index] ?? [], now);
}

function dueStep(scene: Scene, course: Course, now: Instant): Due | undefined {
  const { state } = course;
  if (state.status !== 'scheduled') return undefined;
  const version = versionOf(scene, course);
  const step = stepOf(scene, course, state.step);
  if (version === undefined || step === undefined) return undefined;
  const sender = senderAt(course.sender, course.lead, now);
  const { limits, limited, days } = scene.lanes.of(sender, stepKinds[step.type].lane);
  let use: PlaceUse | undefined;
  if (limited) {
    const today = localDate(now, limits.zone);
    const rank = days.rankOf(today, keyOf(course, step.id));
    const paced = limits.delay.value.kind !== 'none';
    use = useOf(days.places(today)[rank], rank, { cap: limits.perDay.value, paced, now });
  }
  const hasPlace = use === undefined || use === 'usable';
  const decision = decide(scene, { course, step, sender, version, hasPlace }, now);
  return { course, step, sender, version, due: state.due, use, decision };
}

function decide(
  { outset }: Scene,
  of: Pick<Due, 'course' | 'step' | 'sender' | 'version'> & { hasPlace: boolean },
  now: Instant,
): DueDecision {
  const { step, sender, version, hasPlace } = of;
  const { lead, enrolledAt, sequenceId } = of.course;
  const sequence = outset.sequence(sequenceId);
  const decision = decideDue({
    now,
    step,
    lead,
    sender,
    enrolledAt,
    stopsOnConversion: version.stopOnConversion !== false,
    sequenceDeleted: sequence === undefined || sequence.status === 'deleted',
    hasPlace,
  });
  if (decision.kind !== 'send') return decision;
  const missing = outset.missing?.(step, lead, sender) ?? [];
  return missing.length === 0
    ? decision
    : { kind: 'hold', because: { kind: 'content', missing: [...missing] } };
}

function placeAgain(scene: Scene, due: readonly Due[], now: Instant): void {
  const again = due.filter(({ decision }) => decision.kind === 'place-again');
  if (again.length === 0) return;
  const plans = again.map(({ course, step, sender }) => planOf(course, step, sender));
  const placed = placeTogether(scene, plans, now, { awake: true });
  for (const step of again) {
    const given = placed.get(step.course);
    if (given?.at !== undefined && given.at <= now)
      step.decision = decide(scene, { ...step, hasPlace: true }, now);
    else step.placed = given;
  }
}

function followUp(scene: Scene, { course, step, sender, decision }: Due, now: Instant): EnrollmentEvent[] {
  if (decision.kind !== 'send' && decision.kind !== 'skip') return [];
  return follow(scene, course, { stepDone: step.id, sender, now });
}

function act(scene: Scene, due: Due, next: readonly EnrollmentEvent[], now: Instant): void {
  const { course, step, sender, decision } = due;
  const userId = sender.user.id;
  switch (decision.kind) {
    case 'stop': {
      change(scene, course, [{ type: 'stopped', because: decision.because }], now);
      return;
    }
    case 'hold': {
      change(scene, course, [{ type: 'paused', because: decision.because }], now);
      return;
    }
    case 'skip': {
      const { because } = decision;
      change(scene, course, [{ type: 'skipped', step: step.id, because }, ...next], now);
      return;
    }
    case 'place-again': {
      if (due.placed === undefined) throw new Error(`No placement for ${course.enrollmentId}`);
      change(scene, course, [deferralOf(due.use, due.placed.event)], now);
      return;
    }
    case 'open-task': {
      openTask(scene, course, { step, due: due.due, userId }, now);
      return;
    }
    case 'send': {
      const { channel } = decision;
      change(scene, course, [{ type: 'sent', step: step.id, channel, userId }, ...next], now);
      return;
    }
    default:
      return assertNever(decision);
  }
}
