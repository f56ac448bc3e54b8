import type { Instant } from '../kernel/instant.ts';
import { Agenda, type ComingWakeUp } from './agenda.ts';
import type { Course } from './course.ts';
import { runSteps } from './due-steps.ts';
import { enroll, takeUpCourse } from './entering.ts';
import { ImaginedLanes } from './imagined-lanes.ts';
import { openLane } from './opening.ts';
import type { OnForeseen, Outset } from './outset.ts';
import { closeTask } from './resuming.ts';
import type { Scene } from './scene.ts';

/** Messages that a worker is given at once. */
const BATCH = 10;

/**
 * Plays what the engine will do over an imagined clock, with the functions that the engine decides by: wake-ups come at
 * their instants, those of one instant in the order of their names, and a lane works them off one after the other.
 * Nobody answers, providers accept, and tasks are done when {@link Outset.taskMinutes} says.
 *
 * @returns what is not over by `until`.
 */
export function foresee(outset: Outset, onForeseen: OnForeseen): Course[] {
  const play = foreseeing(outset, onForeseen);
  for (;;) {
    const { done, value } = play.next();
    if (done === true) return value;
  }
}

/** {@link foresee}, instant by instant, for who puts away what was foreseen in between. */
export function* foreseeing(outset: Outset, onForeseen: OnForeseen): Generator<undefined, Course[]> {
  const { organisation, underWay, openings, days, now, until } = outset;
  const lanes = new ImaginedLanes(organisation, outset.sender, days);
  const scene: Scene = { outset, lanes, agenda: new Agenda(organisation), tell: onForeseen };
  for (const { course, wakesAt } of underWay) takeUpCourse(scene, course, wakesAt);
  for (const { lane: id, date } of openings) {
    const lane = lanes.get(id);
    if (lane !== undefined) scene.agenda.open(lane, date, now);
  }
  const waves = outset.waves.toSorted((a, b) => (a.at < b.at ? -1 : 1));
  for (;;) {
    const next = earlier(scene.agenda.next(), waves[0]?.at);
    if (next === undefined || next > until) break;
    const at = next < now ? now : next;
    workAt(scene, at);
    for (let wave = waves[0]; wave !== undefined && wave.at <= at; wave = waves[0]) {
      enroll(scene, wave, at);
      waves.shift();
    }
    yield;
  }
  const courses = [...underWay.map(({ course }) => course), ...outset.waves.flatMap((wave) => wave.courses)];
  return courses.filter(({ state }) => state.status !== 'over');
}

function earlier(a: Instant | undefined, b: Instant | undefined): Instant | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a < b ? a : b;
}

/** Everything that is due at an instant: wake-ups, lane by lane, until there are none; then tasks. */
function workAt(scene: Scene, now: Instant): void {
  const { agenda } = scene;
  for (let due = agenda.takeDue(now); due.length > 0; due = agenda.takeDue(now)) {
    for (const group of due.length === 1 ? [due] : Map.groupBy(due, (wakeUp) => wakeUp.group).values()) {
      for (let first = 0; first < group.length; first += BATCH) {
        workOff(scene, group.length <= BATCH ? group : group.slice(first, first + BATCH), now);
      }
    }
  }
  for (let course = agenda.takeClosing(now); course !== undefined; course = agenda.takeClosing(now)) {
    closeTask(scene, course, now);
  }
}

/** A batch of one lane: its steps together up to an opening, then the opening, then the steps after it. */
function workOff(scene: Scene, batch: readonly ComingWakeUp[], now: Instant): void {
  let steps: Course[] = [];
  for (const wakeUp of batch) {
    if (wakeUp.kind === 'step') {
      if (wakeUp.course.revision === wakeUp.revision) steps.push(wakeUp.course);
      continue;
    }
    if (steps.length > 0) runSteps(scene, steps, now);
    steps = [];
    const { lane, freed } = wakeUp;
    if (freed === undefined || lane.days.remove(freed.date, freed.key)) openLane(scene, lane, now);
  }
  if (steps.length > 0) runSteps(scene, steps, now);
}
