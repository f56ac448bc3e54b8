import type { Instant } from '../kernel/instant.ts';
import type { FreedSlot } from '../lanes/wake-up.ts';
import { Heap } from './heap.ts';
import type { SimulatedEnrollment } from './simulated-enrollment.ts';
import type { SimulatedLane } from './simulated-lanes.ts';

/** A wake-up to come, in the order of instants and then names. */
export type ComingWakeUp = { at: Instant; name: string; group: string } & (
  | { kind: 'step'; of: SimulatedEnrollment; step: string; revision: number }
  | { kind: 'lane'; lane: SimulatedLane; freed?: FreedSlot | undefined }
);

type Closing = { at: Instant; of: SimulatedEnrollment; revision: number };

/** What is to come in a forecast: wake-ups by instant and name, and tasks that will be done. */
export class WakeUpQueue {
  readonly #wakeUps = new Heap<ComingWakeUp>((a, b) => (a.at === b.at ? a.name < b.name : a.at < b.at));
  readonly #openings = new Set<string>();
  readonly #tasks = new Heap<Closing>((a, b) =>
    a.at === b.at ? a.of.enrollment.id < b.of.enrollment.id : a.at < b.at,
  );
  /** Lanes to wake at once, since a slot came free. */
  #freed: ComingWakeUp[] = [];

  /** The instant of what comes next. */
  next(): Instant | undefined {
    const wakeUp = this.#wakeUps.peek();
    const task = this.#tasks.peek();
    if (wakeUp === undefined || task === undefined) return (wakeUp ?? task)?.at;
    return task.at < wakeUp.at ? task.at : wakeUp.at;
  }

  /** Notes when an enrollment wakes. Names of entries begin with it, and it has only one that is not stale. */
  wake(
    of: SimulatedEnrollment,
    { at, step, revision, group }: { at: Instant; step: string; revision: number; group: string },
  ): void {
    this.#wakeUps.push({ at, name: of.enrollment.id, group, kind: 'step', of, step, revision });
  }

  /** Notes that a lane opens: one entry a name. */
  open(lane: SimulatedLane, name: string, at: Instant): void {
    if (this.#openings.has(name)) return;
    this.#openings.add(name);
    this.#wakeUps.push({ at, name, group: lane.group, kind: 'lane', lane });
  }

  /** Wakes a lane at once: a slot of it is not used. */
  free(lane: SimulatedLane, freed: FreedSlot, now: Instant): void {
    this.#freed.push({ at: now, name: '', group: lane.group, kind: 'lane', lane, freed });
  }

  /** Notes when the task that an enrollment waits for is done. */
  close(of: SimulatedEnrollment, at: Instant): void {
    this.#tasks.push({ at, of, revision: of.enrollment.revision });
  }

  /** Takes out the wake-ups that are due, those at once last. */
  takeDue(now: Instant): ComingWakeUp[] {
    const due: ComingWakeUp[] = [];
    for (let top = this.#wakeUps.peek(); top !== undefined && top.at <= now; top = this.#wakeUps.peek()) {
      this.#wakeUps.pop();
      if (top.kind === 'lane') this.#openings.delete(top.name);
      due.push(top);
    }
    if (this.#freed.length > 0) due.push(...this.#freed.splice(0));
    return due;
  }

  /** Takes out one whose task is done by now. */
  takeClosing(now: Instant): SimulatedEnrollment | undefined {
    for (let top = this.#tasks.peek(); top !== undefined && top.at <= now; top = this.#tasks.peek()) {
      this.#tasks.pop();
      if (top.revision === top.of.enrollment.revision) return top.of;
    }
    return undefined;
  }
}
