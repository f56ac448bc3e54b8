import { channels } from '../channels/channels.ts';
import { holdOn, type Hold } from '../holds/hold.ts';
import { mayProbe } from '../holds/provider-hold.ts';
import type { Instant, LocalDate, Zone } from '../kernel/instant.ts';
import { laneParts, type LaneId } from '../lanes/lane.ts';
import { plusSeconds } from '../time/instants.ts';
import { localDate, plusDays, startOfDay } from '../time/zones.ts';
import type { Stays } from './decision.ts';
import { limitsOf, type Sender } from './planning.ts';
import { nextWorkingDay } from './working-day.ts';

/** Steps read from the queue together. */
const PAGE = 25;
/** Pages of one opening: 100 × 25 steps; a lane that carries more a day goes on at its next wake-up. */
const PAGES = 100;
/** Pages in a row that find nothing that can go, after which the rest of the queue is left for another day. */
const FRUITLESS = 8;

/** What to read next of the queue of a lane that opens: so many of the follow-ups (0) or of the first touches (1). */
export type QueuePage = { priority: 0 | 1; limit: number; through?: Hold | undefined };

/** What became of a page: how many left the queue, who stays, and whether there are more behind them. */
export type PageOutcome = { pulled: number; stays: readonly Stays[]; more: boolean };

/**
 * One opening of a lane: as many as its day can carry are pulled from its queue, follow-ups first, then oldest due.
 * Steps that may not go today by their own windows are passed over, in longer strides, and do not keep back those
 * behind them. While its sender is held, at most one is let through as a probe (F10). The driver reads the pages, and
 * decides a `pull` for each step in them.
 */
export class LaneOpening {
  /** Steps due up to this instant are looked at: the last of the day. */
  readonly dueBy: Instant;
  /** What keeps back the lane. */
  readonly hold: Hold | undefined;
  readonly #sender: Sender;
  readonly #now: Instant;
  readonly #stays: LocalDate[] = [];
  #priority: 0 | 1 | undefined = 0;
  #pages = 0;
  #fruitless = 0;

  constructor(of: { lane: LaneId; sender: Sender; holds: readonly Hold[]; now: Instant }) {
    const { lane, sender, holds, now } = of;
    const { userId, channel } = laneParts(lane);
    this.#sender = sender;
    this.#now = now;
    this.dueBy = dueByOpening(now, limitsOf(channel, sender).zone);
    const { carrier } = channels[channel];
    this.hold = carrier && holdOn(holds, { userId, channel: carrier }, now);
    if (this.hold !== undefined && !mayProbe(this.hold, now)) this.#priority = undefined;
  }

  /** The page to read next; undefined: the opening is over. @param room how many the day can still carry */
  next(room: number): QueuePage | undefined {
    if (this.#priority === undefined) return undefined;
    if (this.hold !== undefined) return { priority: this.#priority, limit: 1, through: this.hold };
    const limit = this.#fruitless > 0 ? PAGE : Math.max(1, Math.min(PAGE, room));
    return { priority: this.#priority, limit };
  }

  /** Notes what became of the page that was read last. */
  note({ pulled, stays, more }: PageOutcome): void {
    this.#stays.push(...stays.map(({ until }) => until));
    if (this.hold !== undefined && pulled > 0) {
      this.#priority = undefined;
      return;
    }
    this.#pages += 1;
    this.#fruitless = pulled === 0 ? this.#fruitless + 1 : 0;
    const full = stays.some((each) => each.full);
    if (more && !full && this.#pages < PAGES && this.#fruitless < FRUITLESS) return;
    this.#priority = this.#priority === 0 ? 1 : undefined;
    [this.#pages, this.#fruitless] = [0, 0];
  }

  /**
   * When the lane opens again that has something due left: on its sender's next working day, or before when a step
   * that stays may go before.
   */
  opensAgainOn(): LocalDate {
    return this.#stays.reduce(
      (first, day) => (day < first ? day : first),
      nextWorkingDay(this.#sender, this.#now),
    );
  }
}

/** Steps of a queue that are due up to this instant are looked at when the lane opens: the last of its day. */
export function dueByOpening(now: Instant, zone: Zone): Instant {
  return plusSeconds(startOfDay(plusDays(localDate(now, zone), 1), zone), -0.001);
}
