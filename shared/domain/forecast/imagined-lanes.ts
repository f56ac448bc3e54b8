import { limitsOf, type Sender } from '../core/planning.ts';
import type { Instant } from '../kernel/instant.ts';
import { place } from '../lanes/admit.ts';
import {
  isLimited,
  laneId,
  laneParts,
  type LaneDay,
  type LaneId,
  type LaneLimits,
  type LaneRequest,
  type Placement,
} from '../lanes/lane.ts';
import type { Channel } from '../channels/step-types.ts';
import type { Course } from './course.ts';
import { Heap } from './heap.ts';
import { ImaginedDays } from './imagined-days.ts';

type Queued = { course: Course; due: Instant };

/** A lane as imagined: its limits, the days that hold its places, and those who queue in it. */
export type ImaginedLane = {
  id: LaneId;
  owner: Sender;
  limits: LaneLimits;
  limited: boolean;
  /** Message group of its wake-ups, when it is limited. */
  group: string;
  days: ImaginedDays;
  /** Follow-ups, first touches: oldest due, then id. */
  queues: readonly [Heap<Queued>, Heap<Queued>];
};

/** The lanes of the senders of a forecast, made as they are met. */
export class ImaginedLanes {
  readonly #organisation: string;
  readonly #sender: (userId: string) => Sender | undefined;
  readonly #lanes = new Map<LaneId, ImaginedLane>();
  readonly #ofSender = new WeakMap<Sender, Partial<Record<Channel, ImaginedLane>>>();

  constructor(
    organisation: string,
    sender: (userId: string) => Sender | undefined,
    days: readonly LaneDay[],
  ) {
    this.#organisation = organisation;
    this.#sender = sender;
    for (const day of days) this.get(day.lane)?.days.add(day);
  }

  /** A lane; undefined when its user is not known. */
  get(id: LaneId): ImaginedLane | undefined {
    const known = this.#lanes.get(id);
    if (known !== undefined) return known;
    const { userId, channel } = laneParts(id);
    const owner = this.#sender(userId);
    if (owner === undefined) return undefined;
    const limits = limitsOf(channel, owner);
    const before = (a: Queued, b: Queued): boolean =>
      a.due === b.due ? a.course.enrollmentId < b.course.enrollmentId : a.due < b.due;
    const queues = [new Heap(before), new Heap(before)] as const;
    const group = `${this.#organisation}.${id}`;
    const lane = { id, owner, limits, limited: isLimited(limits), group, days: new ImaginedDays(), queues };
    this.#lanes.set(id, lane);
    return lane;
  }

  /** The lane of a sender, or of who stands in, in a channel. */
  of(sender: Sender, channel: Channel): ImaginedLane {
    const known = this.#ofSender.get(sender) ?? {};
    const lane = known[channel] ?? this.get(laneId(sender.user.id, channel));
    if (lane === undefined) throw new Error(`No lane of ${sender.user.id}`);
    known[channel] = lane;
    this.#ofSender.set(sender, known);
    return lane;
  }

  /** Gives a request its place, as {@link place} does. */
  place(
    lane: ImaginedLane,
    request: LaneRequest,
    { now, earliest }: { now: Instant; earliest: Instant },
  ): Placement {
    const { id, limits, days } = lane;
    return place({ organisation: this.#organisation, lane: id, limits, now, earliest }, days, request);
  }
}

/** Adds an enrollment to the queue of its lane. */
export function queueUp(lane: ImaginedLane, course: Course): void {
  const { state } = course;
  if (state.status === 'backlogged') lane.queues[state.priority].push({ course, due: state.due });
}

/** Takes up to `limit` of a queue that are due by an instant, in order. */
export function takeDue(lane: ImaginedLane, priority: 0 | 1, dueBy: Instant, limit: number): Course[] {
  const queue = lane.queues[priority];
  const taken: Course[] = [];
  while (taken.length < limit && hasDue(lane, priority, dueBy)) {
    const first = queue.pop();
    if (first !== undefined) taken.push(first.course);
  }
  return taken;
}

/** Whether anything in a queue is due by an instant. */
export function hasDue(lane: ImaginedLane, priority: 0 | 1, dueBy: Instant): boolean {
  const first = lane.queues[priority].peek();
  return first !== undefined && first.due <= dueBy;
}
