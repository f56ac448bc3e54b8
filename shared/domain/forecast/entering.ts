import { localDate } from '../time/zones.ts';
import { dueAfter } from '../core/planning.ts';
import { ownSender } from '../core/stand-in.ts';
import type { Instant } from '../kernel/instant.ts';
import { change, wake } from './changing.ts';
import type { Course } from './course.ts';
import { queueUp } from './imagined-lanes.ts';
import type { Wave } from './outset.ts';
import { placeTogether, planOf } from './placing.ts';
import { versionOf, type Scene } from './scene.ts';

/** Leads of one request to enroll. */
const TOGETHER = 1_000;

/** Enters an enrollment that is under way already. */
export function takeUpCourse(scene: Scene, course: Course, wakesAt: Instant | undefined): void {
  const { state } = course;
  const { agenda, lanes, outset } = scene;
  if (state.status === 'scheduled' || state.status === 'paused') wake(scene, course, wakesAt ?? outset.now);
  if (state.status === 'waiting') agenda.close(course, state.closes);
  if (state.status === 'backlogged') {
    const lane = lanes.get(state.lane);
    if (lane === undefined) return;
    queueUp(lane, course);
    if (state.opensOn > localDate(outset.now, lane.owner.user.zone))
      agenda.open(lane, state.opensOn, outset.now);
  }
}

/** Enrolls the leads of a wave, as many together as one request takes. */
export function enroll(scene: Scene, { courses }: Wave, now: Instant): void {
  for (let first = 0; first < courses.length; first += TOGETHER) {
    const together = courses.slice(first, first + TOGETHER);
    const plans = together.flatMap((course) => {
      const step = versionOf(scene, course)?.steps[0];
      if (step === undefined) return [];
      const due = dueAfter(step, now, ownSender(course.sender), course.lead);
      course.enrolledAt = now;
      return [{ ...planOf(course, step, course.sender), due }];
    });
    const placed = placeTogether(scene, plans, now);
    for (const course of together) {
      const given = placed.get(course);
      if (given === undefined) continue;
      const { sender, version } = course;
      change(scene, course, [{ type: 'enrolled', by: sender.user.id, version }, given.event], now);
    }
  }
}
