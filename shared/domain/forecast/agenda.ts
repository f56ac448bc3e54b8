import { epochMs } from '../time/instants.ts';
import { startOfDay } from '../time/zones.ts';
import type { Instant, LocalDate } from '../kernel/instant.ts';
import { laneEntryName, wakeTime, type FreedPlace } from '../lanes/wake-up.ts';
import type { Course } from './course.ts';
import { Heap } from './heap.ts';
import type { ImaginedLane } from './imagined-lanes.ts';

/** A wake-up to come; `ms`: when, since 1970. */
export type ComingWakeUp = { ms: number; at: Instant; name: string; group: string } & (
  | { kind: 'step'; course: Course; revision: number }
  | { kind: 'lane'; lane: ImaginedLane; freed?: FreedPlace | undefined }
);

type Closing = { ms: number; at: Instant; course: Course; revision: number };

/** What is to come in a forecast: wake-ups by instant and name, and tasks that will be done. */
export class Agenda {
  readonly #organisation: string;
  readonly #wakeUps = new Heap<ComingWakeUp>((a, b) => (a.ms === b.ms ? a.name < b.name : a.ms < b.ms));
  readonly #openings = new Set<string>();
  readonly #tasks = new Heap<Closing>((a, b) =>
    a.ms === b.ms ? a.course.enrollmentId < b.course.enrollmentId : a.ms < b.ms,
  );
  /** Lanes to wake at once, since a place came free. */
  #freed: ComingWakeUp[] = [];

  constructor(organisation: string) {
    this.#organisation = organisation;
  }

  /** The instant of what comes next. */
  next(): Instant | undefined {
    const wakeUp = this.#wakeUps.peek();
    const task = this.#tasks.peek();
    if (wakeUp === undefined || task === undefined) return (wakeUp ?? task)?.at;
    return task.ms < wakeUp.ms ? task.at : wakeUp.at;
  }

  /** Notes when an enrollment wakes. Names of entries begin with it, and it has only one that is not stale. */
  wake(course: Course, at: Instant, group: string): void {
    const { enrollmentId: name, revision } = course;
    this.#wakeUps.push({ kind: 'step', ms: epochMs(at), at, name, group, course, revision });
  }

  /** Notes that a lane opens on a day: one entry a lane and day. */
  open(lane: ImaginedLane, date: LocalDate, now: Instant): void {
    const name = laneEntryName(this.#organisation, lane.id, date);
    if (this.#openings.has(name)) return;
    this.#openings.add(name);
    const at = wakeTime(startOfDay(date, lane.owner.user.zone), now);
    this.#wakeUps.push({ kind: 'lane', ms: epochMs(at), at, name, group: lane.group, lane });
  }

  /** Wakes a lane at once: a place of it is not used. */
  free(lane: ImaginedLane, freed: FreedPlace): void {
    this.#freed.push({ kind: 'lane', ms: 0, at: '', name: '', group: lane.group, lane, freed });
  }

  /** Notes when the task that an enrollment waits for is done. */
  close(course: Course, at: Instant): void {
    this.#tasks.push({ ms: epochMs(at), at, course, revision: course.revision });
  }

  /** Takes out the wake-ups that are due, those at once last. */
  takeDue(now: Instant): ComingWakeUp[] {
    const ms = epochMs(now);
    const due: ComingWakeUp[] = [];
    for (let top = this.#wakeUps.peek(); top !== undefined && top.ms <= ms; top = this.#wakeUps.peek()) {
      this.#wakeUps.pop();
      if (top.kind === 'lane') this.#openings.delete(top.name);
      due.push(top);
    }
    if (this.#freed.length > 0) due.push(...this.#freed.splice(0));
    return due;
  }

  /** Takes out one whose task is done by now. */
  takeClosing(now: Instant): Course | undefined {
    const ms = epochMs(now);
    for (let top = this.#tasks.peek(); top !== undefined && top.ms <= ms; top = this.#tasks.peek()) {
      this.#tasks.pop();
      if (top.revision === top.course.revision) return top.course;
    }
    return undefined;
  }
}
