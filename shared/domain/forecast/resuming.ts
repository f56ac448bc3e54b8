import { localDate } from '../time/zones.ts';
import type { Because } from '../settings/because.ts';
import { stepKinds } from '../channels/step-types.ts';
import type { Instant } from '../kernel/instant.ts';
import { laneId } from '../lanes/lane.ts';
import { placeKey } from '../lanes/place-key.ts';
import { change, openTask } from './changing.ts';
import type { Course } from './course.ts';
import { follow, placeOne, planOf } from './placing.ts';
import { stepOf, type Scene } from './scene.ts';

/** The end of a pause that has one: the step asks its lane again (F6). */
export function resume(scene: Scene, course: Course, now: Instant): void {
  const { state, sender } = course;
  if (state.status !== 'paused' || state.until > now) return;
  const resumed = { type: 'resumed' as const, because: { kind: 'engine', rule: 'pause-ended' } as Because };
  if (course.done.includes(state.step)) {
    const next = follow(scene, course, { stepDone: state.step, sender, now });
    change(scene, course, [resumed, ...next], now);
    return;
  }
  const step = stepOf(scene, course, state.step);
  if (step === undefined) {
    const because: Because = { kind: 'engine', rule: 'sequence-deleted' };
    change(scene, course, [resumed, { type: 'stopped', because }], now);
    return;
  }
  if (state.task) {
    const task = { step, due: state.due, userId: sender.user.id, before: [resumed] };
    openTask(scene, course, task, now);
    return;
  }
  change(scene, course, [resumed, placeOne(scene, planOf(course, step, sender), now).event], now);
}

/** A task is done: what was sent by hand is counted, and the enrollment goes on. */
export function closeTask(scene: Scene, course: Course, now: Instant): void {
  const { state, enrollmentId, sender } = course;
  if (state.status !== 'waiting') return;
  const step = stepOf(scene, course, state.step);
  const channel = step === undefined ? 'task' : stepKinds[step.type].template;
  const lane = channel === 'task' ? undefined : scene.lanes.get(laneId(state.userId, channel));
  if (lane !== undefined && lane.limits.perDay.value !== null && state.counted) {
    const key = placeKey(enrollmentId, state.step);
    const today = localDate(now, lane.owner.user.zone);
    if (lane.days.rankOf(today, key) === -1) lane.days.put(today, { key, at: now, gap: 0 });
  }
  const next = follow(scene, course, { stepDone: state.step, sender, now });
  change(scene, course, [{ type: 'task-completed', step: state.step, userId: state.userId }, ...next], now);
}
