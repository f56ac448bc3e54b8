import { epochMs } from '../time/instants.ts';
import type { Instant } from '../kernel/instant.ts';
import type { FreedSlot } from '../lanes/wake-up.ts';
import { Heap } from './heap.ts';
import type { SimulatedEnrollment } from './simulated-enrollment.ts';
import type { SimulatedLane } from './simulated-lanes.ts';

/** A wake-up to come, in the order of instants and then names; `ms`: when, since 1970. */
export type ComingWakeUp = { ms: number; at: Instant; name: string; group: string } & (
  | { kind: 'step'; of: SimulatedEnrollment; step: string; revision: number }
  | { kind: 'lane'; lane: SimulatedLane; freed?: FreedSlot | undefined }
);

type Closing = { ms: number; at: Instant; of: SimulatedEnrollment; revision: number };

/** What is to come in a forecast: wake-ups by instant and name, and tasks that will be done. */
export class WakeUpQueue {
  readonly #wakeUps = new Heap<ComingWakeUp>((a, b) => (a.ms === b.ms ? a.name < b.name : a.ms < b.ms));
  readonly #openings = new Set<string>();
  readonly #tasks = new Heap<Closing>((a, b) =>
    a.ms === b.ms ? a.of.enrollment.id < b.of.enrollment.id : a.ms < b.ms,
  );
  /** Lanes to wake at once, since a slot came free. */
  #freed: ComingWakeUp[] = [];

  /** The instant of what comes next. */
  next(): Instant | undefined {
    const wakeUp = this.#wakeUps.peek();
    const task = this.#tasks.peek();
    if (wakeUp === undefined || task === undefined) return (wakeUp ?? task)?.at;
    return task.ms < wakeUp.ms ? task.at : wakeUp.at;
  }

  /** Notes when an enrollment wakes. Names of entries begin with it, and it has only one that is not stale. */
  wake(
    of: SimulatedEnrollment,
    wakeUp: { at: Instant; step: string; revision: number; group: string },
  ): void {
    this.#wakeUps.push({ kind: 'step', ms: epochMs(wakeUp.at), name: of.enrollment.id, of, ...wakeUp });
  }

  /** Notes that a lane opens: one entry a name. */
  open(lane: SimulatedLane, name: string, at: Instant): void {
    if (this.#openings.has(name)) return;
    this.#openings.add(name);
    this.#wakeUps.push({ kind: 'lane', ms: epochMs(at), at, name, group: lane.group, lane });
  }

  /** Wakes a lane at once: a slot of it is not used. */
  free(lane: SimulatedLane, freed: FreedSlot, now: Instant): void {
    this.#freed.push({ kind: 'lane', ms: 0, at: now, name: '', group: lane.group, lane, freed });
  }

  /** Notes when the task that an enrollment waits for is done. */
  close(of: SimulatedEnrollment, at: Instant): void {
    this.#tasks.push({ ms: epochMs(at), at, of, revision: of.enrollment.revision });
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
  takeClosing(now: Instant): SimulatedEnrollment | undefined {
    const ms = epochMs(now);
    for (let top = this.#tasks.peek(); top !== undefined && top.ms <= ms; top = this.#tasks.peek()) {
      this.#tasks.pop();
      if (top.revision === top.of.enrollment.revision) return top.of;
    }
    return undefined;
  }
}
