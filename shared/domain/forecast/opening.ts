import { localDate } from '../time/zones.ts';
import type { Instant, LocalDate } from '../kernel/instant.ts';
import { dueByOpening, opensAgainOn, pullRounds, staysInQueue } from '../core/pull-queue.ts';
import { change } from './changing.ts';
import type { Course } from './course.ts';
import { hasDue, queueUp, takeDue, type ImaginedLane } from './imagined-lanes.ts';
import { placeTogether, planOf, type CoursePlan } from './placing.ts';
import { stepOf, type Scene } from './scene.ts';

/** Opens a lane: as many as the day can carry leave its queue; see `wakeLane`. */
export function openLane(scene: Scene, lane: ImaginedLane, now: Instant): void {
  const dueBy = dueByOpening(now, lane.limits.zone);
  const stays: LocalDate[] = [];
  for (const priority of [0, 1] as const) {
    const stayed: Course[] = [];
    for (const rounds = pullRounds(); rounds.more();) {
      const room = roomOf(lane, now);
      if (room === 0) break;
      const page = takeDue(lane, priority, dueBy, rounds.size(room));
      rounds.note(pull(scene, lane, { page, stayed, stays }, now));
      if (!hasDue(lane, priority, dueBy)) break;
    }
    for (const course of stayed) queueUp(lane, course);
  }
  if (!hasDue(lane, 0, dueBy) && !hasDue(lane, 1, dueBy)) return;
  scene.agenda.open(lane, opensAgainOn(lane.owner, now, stays), now);
}

/** Gives a page of the queue its places. `stayed`, `stays`: who found none, and when they may. @returns how many left */
function pull(
  scene: Scene,
  lane: ImaginedLane,
  { page, stayed, stays }: { page: readonly Course[]; stayed: Course[]; stays: LocalDate[] },
  now: Instant,
): number {
  const plans = page.flatMap((course) => queuedPlan(scene, course) ?? []);
  const placed = placeTogether(scene, plans, now);
  let pulled = 0;
  for (const course of page) {
    const event = placed.get(course)?.event;
    const day = event === undefined ? undefined : staysInQueue(event, lane.id);
    if (event === undefined || day !== undefined) {
      stayed.push(course);
      if (day !== undefined) stays.push(day);
      continue;
    }
    pulled += 1;
    change(scene, course, [event], now);
  }
  return pulled;
}

function queuedPlan(scene: Scene, course: Course): CoursePlan | undefined {
  const { state } = course;
  if (state.status !== 'backlogged') return undefined;
  const step = stepOf(scene, course, state.step);
  return step && planOf(course, step, course.sender);
}

function roomOf({ limits, days }: ImaginedLane, now: Instant): number {
  const cap = limits.perDay.value;
  return cap === null ? Infinity : Math.max(0, cap - days.places(localDate(now, limits.zone)).length);
}
