import { stepKinds } from '../channels/step-types.ts';
import { plusMinutes } from '../time/instants.ts';
import type { EnrollmentEvent } from '../core/events.ts';
import type { Instant } from '../kernel/instant.ts';
import { laneId } from '../lanes/lane.ts';
import { placeKey } from '../lanes/place-key.ts';
import { messageGroup, wakeTime } from '../lanes/wake-up.ts';
import { type Step } from '../sequences/step.ts';
import { stateAfter, type Course, type ForeseenEvent } from './course.ts';
import { queueUp } from './imagined-lanes.ts';
import { channelOf, type Scene } from './scene.ts';

/** Notes what happens to a course, and what follows for its wake-up, its queue and the place that it held. */
export function change(
  scene: Scene,
  course: Course,
  events: readonly (ForeseenEvent | EnrollmentEvent)[],
  now: Instant,
): void {
  const before = course.state;
  let sent = false;
  for (const event of events) {
    if (event.type === 'sent') sent = true;
    if (event.type === 'planned' || event.type === 'queued') course.version = event.version;
    if (event.type === 'sent' || event.type === 'skipped' || event.type === 'task-completed') {
      if (!course.done.includes(event.step)) course.done.push(event.step);
    }
    course.state = stateAfter(event) ?? course.state;
  }
  course.revision += 1;
  scene.tell(course, now, events as readonly ForeseenEvent[]);
  const { state } = course;
  if (state.status === 'scheduled') wake(scene, course, wakeTime(state.at, now));
  if (state.status === 'backlogged') {
    const lane = scene.lanes.get(state.lane);
    if (lane !== undefined) {
      queueUp(lane, course);
      scene.agenda.open(lane, state.opensOn, now);
    }
  }
  if (!sent && before.status === 'scheduled' && before.place !== undefined) leave(scene, course, before);
}

/** A task appears on the list of a user. @param before what happened just before it */
export function openTask(
  { outset, agenda, tell }: Scene,
  course: Course,
  { step, due, userId, before = [] }: { step: Step; due: Instant; userId: string; before?: ForeseenEvent[] },
  now: Instant,
): void {
  const closes = plusMinutes(now, outset.taskMinutes);
  const counted = stepKinds[step.type].template !== 'task';
  course.revision += 1;
  course.state = { status: 'waiting', step: step.id, due, userId, closes, counted };
  tell(course, now, [...before, { type: 'task-opened', step: step.id, userId }]);
  agenda.close(course, closes);
}

/** Notes when an enrollment wakes, in the message group of the lane that its step goes through. */
export function wake(scene: Scene, course: Course, at: Instant): void {
  const { state, enrollmentId: enrollment, revision } = course;
  if (state.status !== 'scheduled' && state.status !== 'paused') return;
  const { outset, lanes, agenda } = scene;
  const { step } = state;
  const channel = channelOf(scene, course, step);
  const standIn = state.status === 'scheduled' ? state.standIn : undefined;
  const lane = standIn === undefined ? lanes.of(course.sender, channel) : lanes.get(laneId(standIn, channel));
  if (lane === undefined) return;
  const { organisation } = outset;
  const wakeUp = { kind: 'step' as const, organisation, lane: lane.id, enrollment, step, revision };
  agenda.wake(course, at, lane.limited ? lane.group : messageGroup(wakeUp, false));
}

/** Gives back a place that is not used: its lane wakes at once, so that another goes instead. */
function leave(
  scene: Scene,
  course: Course,
  before: Extract<Course['state'], { status: 'scheduled' }>,
): void {
  const { state, sender, enrollmentId } = course;
  const kept =
    state.status === 'scheduled' &&
    state.step === before.step &&
    state.place === before.place &&
    state.standIn === before.standIn;
  if (kept || before.place === undefined) return;
  const channel = channelOf(scene, course, before.step);
  const lane = scene.lanes.get(laneId(before.standIn ?? sender.user.id, channel));
  if (lane === undefined) return;
  scene.agenda.free(lane, { date: before.place, key: placeKey(enrollmentId, before.step) });
}
