import type { StepId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { FreedSlot } from '../lanes/wake-up.ts';
import { Heap } from './heap.ts';
import type { SimulatedEnrollment } from './simulated-enrollment.ts';
import type { SimulatedLane } from './simulated-lanes.ts';

/** A wake-up to come, in the order of instants and then names. */
export type ComingWakeUp =
  | { kind: 'step'; group: string; of: SimulatedEnrollment; step: StepId; revision: number }
  | { kind: 'lane'; group: string; lane: SimulatedLane; name?: string; freed?: FreedSlot };

/** Most instants have one wake-up: a list of one is made without room for more. */
const none: ComingWakeUp[] = [];

type Closing = { of: SimulatedEnrollment; revision: number };

/** What is to come in a forecast: wake-ups by instant and name, and tasks that will be done. */
export class WakeUpQueue {
  readonly #wakeUps = new Heap<ComingWakeUp>();
  readonly #openings = new Set<string>();
  readonly #tasks = new Heap<Closing>();
  /** Lanes to wake at once, since a slot came free. */
  #freed: ComingWakeUp[] = [];

  /** The instant of what comes next. */
  next(): Instant | undefined {
    const wakeUp = this.#wakeUps.next();
    const task = this.#tasks.next();
    if (wakeUp === undefined || task === undefined) return wakeUp ?? task;
    return task < wakeUp ? task : wakeUp;
  }

  /** Notes when an enrollment wakes. Names of entries begin with it, and it has only one that is not stale. */
  wake(
    of: SimulatedEnrollment,
    { at, step, revision, group }: { at: Instant; step: StepId; revision: number; group: string },
  ): void {
    this.#wakeUps.push(at, of.enrollment.id, { kind: 'step', group, of, step, revision });
  }

  /** Notes that a lane opens: one entry a name. */
  open(lane: SimulatedLane, name: string, at: Instant): void {
    if (this.#openings.has(name)) return;
    this.#openings.add(name);
    this.#wakeUps.push(at, name, { kind: 'lane', group: lane.group, lane, name });
  }

  /** Wakes a lane at once: a slot of it is not used. */
  free(lane: SimulatedLane, freed: FreedSlot): void {
    this.#freed.push({ kind: 'lane', group: lane.group, lane, freed });
  }

  /** Notes when the task that an enrollment waits for is done. */
  close(of: SimulatedEnrollment, at: Instant): void {
    this.#tasks.push(at, of.enrollment.id, { of, revision: of.enrollment.revision });
  }

  /** Takes out the wake-ups that are due, those at once last. */
  takeDue(now: Instant): ComingWakeUp[] {
    let due: ComingWakeUp[] = none;
    for (let next = takeBy(this.#wakeUps, now); next !== undefined; next = takeBy(this.#wakeUps, now)) {
      if (next.kind === 'lane' && next.name !== undefined) this.#openings.delete(next.name);
      if (due === none) due = [next];
      else due.push(next);
    }
    return this.#freed.length > 0 ? [...due, ...this.#freed.splice(0)] : due;
  }

  /** Takes out one whose task is done by now. */
  takeClosing(now: Instant): SimulatedEnrollment | undefined {
    for (let next = takeBy(this.#tasks, now); next !== undefined; next = takeBy(this.#tasks, now)) {
      if (next.revision === next.of.enrollment.revision) return next.of;
    }
    return undefined;
  }
}

/** Takes out the first of a heap that has come by now. */
function takeBy<T extends object>(heap: Heap<T>, now: Instant): T | undefined {
  const at = heap.next();
  return at !== undefined && at <= now ? heap.pop() : undefined;
}
