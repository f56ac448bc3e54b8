import type { UserId } from '../kernel/ids.ts';
import { limitsOf, type Sender } from '../core/planning.ts';
import type { Lanes } from '../core/facts.ts';
import type { Channel } from '../channels/channels.ts';
import type { Instant, LocalDate } from '../kernel/instant.ts';
import type { LaneBook, Queued } from '../lanes/lane-book.ts';
import type { DayTaken } from '../lanes/lane-day.ts';
import type { LaneDay } from '../lanes/day-parts.ts';
import { isLimited, laneId, laneParts, type LaneId, type LaneLimits } from '../lanes/lane.ts';
import { laneEntryName } from '../lanes/wake-up.ts';
import { Heap } from './heap.ts';
import type { SimulatedEnrollment } from './simulated-enrollment.ts';
import { SimulatedDays } from './simulated-days.ts';

type InQueue = Queued & { of: SimulatedEnrollment };

/** A lane in a forecast: its limits, the days that hold its slots, and those who queue in it. */
export class SimulatedLane implements LaneBook {
  readonly id: LaneId;
  readonly owner: Sender;
  readonly limits: LaneLimits;
  readonly limited: boolean;
  /** Message group of its wake-ups, when it is limited. */
  readonly group: string;
  readonly days = new SimulatedDays();
  readonly #organisation: string;
  readonly #entryNames = new Map<LocalDate, string>();
  /** Follow-ups, first touches: oldest due, then id. */
  readonly #queues = [new Heap<InQueue>(), new Heap<InQueue>()] as const;

  constructor(organisation: string, id: LaneId, owner: Sender) {
    this.#organisation = organisation;
    this.id = id;
    this.owner = owner;
    this.limits = limitsOf(laneParts(id).channel, owner);
    this.limited = isLimited(this.limits);
    this.group = `${organisation}.${id}`;
  }

  /** The name of the entry that opens it on a day: made once, though each step that queues asks for it. */
  entryName(date: LocalDate): string {
    let name = this.#entryNames.get(date);
    if (name === undefined)
      this.#entryNames.set(date, (name = laneEntryName(this.#organisation, this.id, date)));
    return name;
  }

  day(date: LocalDate): DayTaken | undefined {
    return this.days.day(date);
  }

  rankOf(date: LocalDate, key: string): number {
    return this.days.rankOf(date, key);
  }

  firstQueued(priority: 0 | 1): Queued | undefined {
    return this.#queues[priority].peek();
  }

  /** Adds an enrollment that waits in this lane to its queue. */
  queue(of: SimulatedEnrollment): void {
    const { state, id } = of.enrollment;
    if (state.status === 'backlogged')
      this.#queues[state.priority].push(state.due, id, { of, due: state.due, opensOn: state.opensOn });
  }

  /** Takes up to `limit` of a queue that are due by an instant, in order. */
  takeDue(priority: 0 | 1, dueBy: Instant, limit: number): SimulatedEnrollment[] {
    const taken: SimulatedEnrollment[] = [];
    while (taken.length < limit && this.hasDue(priority, dueBy)) {
      const first = this.#queues[priority].pop();
      if (first !== undefined) taken.push(first.of);
    }
    return taken;
  }

  /** Whether anything in a queue is due by an instant. */
  hasDue(priority: 0 | 1, dueBy: Instant): boolean {
    const first = this.#queues[priority].next();
    return first !== undefined && first <= dueBy;
  }

  /** How many more a day can carry. */
  room(date: LocalDate): number {
    const cap = this.limits.perDay.value;
    return cap === null ? Infinity : Math.max(0, cap - this.days.slots(date).length);
  }
}

/** The lanes of the senders of a forecast, made as they are met. */
export class SimulatedLanes implements Lanes {
  readonly #organisation: string;
  readonly #sender: (userId: UserId) => Sender | undefined;
  readonly #onNew: (lane: SimulatedLane) => void;
  readonly #lanes = new Map<LaneId, SimulatedLane>();
  readonly #ofSender = new WeakMap<Sender, Partial<Record<Channel, SimulatedLane>>>();

  /** @param onNew told of each lane as it is made. */
  constructor(
    organisation: string,
    sender: (userId: UserId) => Sender | undefined,
    days: readonly LaneDay[],
    onNew: (lane: SimulatedLane) => void,
  ) {
    this.#onNew = onNew;
    this.#organisation = organisation;
    this.#sender = sender;
    for (const day of days) this.get(day.lane)?.days.add(day);
  }

  /** A lane; undefined when its user is not known. */
  get(id: LaneId): SimulatedLane | undefined {
    const known = this.#lanes.get(id);
    if (known !== undefined) return known;
    const owner = this.#sender(laneParts(id).userId);
    if (owner === undefined) return undefined;
    const lane = new SimulatedLane(this.#organisation, id, owner);
    this.#lanes.set(id, lane);
    this.#onNew(lane);
    return lane;
  }

  /** The lane of a sender, or of who stands in, in a channel. */
  of(sender: Sender, channel: Channel): SimulatedLane {
    let known = this.#ofSender.get(sender);
    if (known === undefined) this.#ofSender.set(sender, (known = {}));
    const lane = known[channel] ?? this.get(laneId(sender.user.id, channel));
    if (lane === undefined) throw new Error(`No lane of ${sender.user.id}`);
    known[channel] = lane;
    return lane;
  }
}
