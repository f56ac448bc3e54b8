import * as z from 'zod/mini';
import type { LeadId, SequenceId, StepId, UserId } from '../kernel/ids.ts';
import { channels, type Channel } from '../channels/channels.ts';
import { channelOf } from '../core/decision.ts';
import { senderAt } from '../core/delegate.ts';
import { isOver } from '../core/enrollment.ts';
import type { EnrollmentEvent } from '../core/events.ts';
import { limitsOf, type Sender } from '../core/planning.ts';
import { assertNever } from '../kernel/assert-never.ts';
import type { Instant, LocalDate } from '../kernel/instant.ts';
import { withLast } from '../kernel/lists.ts';
import { number } from '../kernel/shapes.ts';
import type { LaneDay } from '../lanes/day-parts.ts';
import { laneParts } from '../lanes/lane.ts';
import { slotKey } from '../lanes/slot-key.ts';
import type { Reason } from '../settings/reason.ts';
import type { Step } from '../sequences/step.ts';
import { instant } from '../time/instant-text.ts';
import { utc } from '../time/utc.ts';
import { localDate } from '../time/zones.ts';
import type { SimulatedEnrollment } from './simulated-enrollment.ts';
import type { EnrollmentId } from '../kernel/enrollment-id.ts';

/** What a forecast says of one step of one lead. */
export type ForecastStep = {
  step: StepId;
  channel: Channel;
  outcome: 'sent' | 'task' | 'skipped';
  /** When it was due by its own wait and hour; of a step skipped because nothing is left to do: when that was seen. */
  due: Instant;
  /** When it is sent, appears as a task or is skipped. */
  at: Instant;
  /** In whose lane: the sender, or who stands in (F7). */
  userId: UserId;
  /** The rules that moved it, in the order in which they did; of a skipped step: the rule that skips it. */
  because: Reason[];
};

/** How it ends with a lead. `held`: the engine stops there and asks a person. */
export type ForecastEnd = { outcome: 'finished' | 'stopped' | 'held'; at: Instant; because: Reason };

/** What a forecast says of one lead; without `end`: it goes on beyond what is looked at. */
export type ForecastLine = {
  enrollmentId: EnrollmentId;
  leadId: LeadId;
  sequenceId: SequenceId;
  userId: UserId;
  steps: ForecastStep[];
  end?: ForecastEnd | undefined;
};

/** What a lane carries on one calendar day of its sender; `cap` null: as many as there are. */
export type ForecastLoad = {
  userId: UserId;
  channel: Channel;
  date: LocalDate;
  used: number;
  cap: number | null;
};

/** Sums over the leads that a forecast was asked for. */
export const forecastTotals = z.object({
  leads: number,
  mails: number,
  sms: number,
  tasks: number,
  /** Mails to users (E1). */
  userMails: z.optional(number),
  skipped: number,
  /** When the last step is done; undefined: there is none. */
  lastAt: z.optional(instant),
});
export type ForecastTotals = z.output<typeof forecastTotals>;

type Pending = { due: Instant; because: Reason[] };
type Entry = { line: ForecastLine; next: Pending | undefined; held?: ForecastEnd | undefined };

/** Puts what happens in a forecast into lines, one a lead, given out as soon as its end is known, and counts it. */
export class ForecastReport {
  readonly #stepOf: (of: SimulatedEnrollment, step: StepId) => Step | undefined;
  readonly #sender: (userId: UserId) => Sender | undefined;
  readonly #onStep: (line: ForecastLine, step: ForecastStep) => void;
  readonly #onLine: (line: ForecastLine) => void;
  readonly #lines = new Map<SimulatedEnrollment, Entry>();
  /** When the step was due that a enrollment under way was at as the forecast began. */
  readonly #firstDue = new Map<SimulatedEnrollment, Instant>();
  readonly #load = new Map<string, Map<Channel, Map<LocalDate, number>>>();
  readonly totals: ForecastTotals = { leads: 0, mails: 0, sms: 0, tasks: 0, skipped: 0 };

  /** @param of `onStep`: takes each step as soon as it is known, instead of having it kept with its line. */
  constructor(of: {
    stepOf: (of: SimulatedEnrollment, step: StepId) => Step | undefined;
    sender: (userId: UserId) => Sender | undefined;
    onStep?: ((line: ForecastLine, step: ForecastStep) => void) | undefined;
    onLine: (line: ForecastLine) => void;
  }) {
    this.#stepOf = of.stepOf;
    this.#sender = of.sender;
    this.#onStep = of.onStep ?? ((line, step) => line.steps.push(step));
    this.#onLine = of.onLine;
  }

  /**
   * Before the forecast begins: counts slots that were used, those that nobody under way holds, and notes when the
   * present steps of those under way were due.
   */
  countUsed(days: readonly LaneDay[], underWay: Iterable<SimulatedEnrollment>): void {
    const held = new Set<string>();
    for (const of of underWay) {
      const { id, state } = of.enrollment;
      if ('due' in state) this.#firstDue.set(of, state.due);
      if (state.status === 'scheduled') held.add(slotKey(id, state.step));
    }
    for (const { lane, date, slots } of days) {
      const used = slots.filter(({ key }) => !held.has(key)).length;
      const { userId, channel } = laneParts(lane);
      if (used > 0) this.#count(userId, channel, date, used);
    }
  }

  /** Takes in a change; an {@link OnChange}. */
  take(of: SimulatedEnrollment, at: Instant, events: readonly EnrollmentEvent[]): void {
    const entry = this.#entryOf(of);
    for (const event of events) this.#takeOne(of, entry, at, event);
    if (isOver(of.enrollment.state) || entry.line.end !== undefined) this.#close(of);
  }

  /** Gives out the lines that have no end yet; those that met a hold which does not end by itself end there (F10). */
  closeAll(): void {
    for (const [of, { line, held }] of [...this.#lines]) {
      line.end ??= held;
      this.#close(of);
    }
  }

  /** The load of each lane and day that carries anything, by user, channel and day. */
  load(): ForecastLoad[] {
    return [...this.#load].toSorted(byKey).flatMap(([userId, channels]) => {
      const sender = this.#sender(userId);
      return [...channels].toSorted(byKey).flatMap(([channel, days]) => {
        const cap = sender === undefined ? null : limitsOf(channel, sender).perDay.value;
        return [...days].toSorted(byKey).map(([date, used]) => ({ userId, channel, date, used, cap }));
      });
    });
  }

  #takeOne(of: SimulatedEnrollment, entry: Entry, at: Instant, event: EnrollmentEvent): void {
    const { line, next } = entry;
    switch (event.type) {
      case 'planned':
      case 'queued':
      case 'deferred': {
        entry.next = { due: event.due, because: withNew(next?.because ?? none, event.because) };
        if (event.type !== 'queued') entry.held = undefined;
        return;
      }
      case 'sent': {
        const { step, channel, sender: userId } = event;
        this.#step(of, entry, { step, channel, outcome: 'sent', at, userId });
        return;
      }
      case 'task-opened': {
        const userId = senderAt(this.#stepOf(of, event.step) ?? {}, of.sender, of.lead, at).user.id;
        this.#step(of, entry, { step: event.step, channel: 'task', outcome: 'task', at, userId });
        return;
      }
      case 'skipped': {
        const channel = channelOf(this.#stepOf(of, event.step));
        const userId = of.sender.user.id;
        entry.next = undefined;
        if (!of.asked) return;
        const { step, because } = event;
        const due = next?.due ?? at;
        this.#onStep(line, { step, channel, outcome: 'skipped', due, at, userId, because: [because] });
        this.#sum('skipped', at);
        return;
      }
      case 'task-completed':
      case 'task-skipped':
        if (of.asked) this.#sum(undefined, at);
        return;
      case 'paused':
        line.end = { outcome: 'held', at, because: event.because };
        return;
      case 'stopped':
      case 'finished':
        line.end = { outcome: event.type, at, because: event.because };
        return;
      case 'held':
        entry.held = { outcome: 'held', at, because: event.because };
        return;
      case 'enrolled':
      case 'resumed':
      case 'claimed':
      case 'outcome-unknown':
      case 'released':
      case 'failed':
      case 'replied':
      case 'auto-replied':
      case 'pinned':
      case 'unpinned':
      case 'moved':
        return;
      default:
        assertNever(event);
    }
  }

  #step(
    { asked }: SimulatedEnrollment,
    entry: Entry,
    done: Pick<ForecastStep, 'step' | 'channel' | 'outcome' | 'at' | 'userId'>,
  ): void {
    const { line, next } = entry;
    entry.next = undefined;
    const zone = this.#sender(done.userId)?.user.zone ?? utc;
    this.#count(done.userId, done.channel, localDate(done.at, zone), 1);
    if (!asked) return;
    const { step, channel, outcome, at, userId } = done;
    const due = next?.due ?? at;
    this.#onStep(line, { step, channel, outcome, due, at, userId, because: next?.because ?? none });
    this.#sum(channels[done.channel].sum, done.at);
  }

  #entryOf(of: SimulatedEnrollment): Entry {
    const known = this.#lines.get(of);
    if (known !== undefined) return known;
    const { id: enrollmentId, leadId, sequenceId } = of.enrollment;
    const line = { enrollmentId, leadId, sequenceId, userId: of.sender.user.id, steps: [] };
    const due = this.#firstDue.get(of);
    const entry = { line, next: due === undefined ? undefined : { due, because: [] } };
    this.#lines.set(of, entry);
    return entry;
  }

  #close(of: SimulatedEnrollment): void {
    const entry = this.#lines.get(of);
    this.#lines.delete(of);
    if (entry === undefined || !of.asked) return;
    this.totals.leads += 1;
    this.#onLine(entry.line);
  }

  #sum(what: 'mails' | 'sms' | 'tasks' | 'userMails' | 'skipped' | undefined, at: Instant): void {
    if (what !== undefined) this.totals[what] = (this.totals[what] ?? 0) + 1;
    if (this.totals.lastAt === undefined || at > this.totals.lastAt) this.totals.lastAt = at;
  }

  #count(userId: UserId, channel: Channel, date: LocalDate, more: number): void {
    let channels = this.#load.get(userId);
    if (channels === undefined)
      this.#load.set(userId, (channels = new Map<Channel, Map<LocalDate, number>>()));
    let days = channels.get(channel);
    if (days === undefined) channels.set(channel, (days = new Map<LocalDate, number>()));
    days.set(date, (days.get(date) ?? 0) + more);
  }
}

function byKey([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const none: Reason[] = [];

/** Reasons with those that came since: a rule that moved a step again and again is told once, where it did so first. */
function withNew(because: Reason[], since: Reason[]): Reason[] {
  if (because.length === 0 && since.length < 2) return since;
  let all = because;
  for (const each of since) if (!includes(all, each)) all = withLast(all, each);
  return all;
}

function includes(all: readonly Reason[], one: Reason): boolean {
  for (const each of all) if (isSame(each, one)) return true;
  return false;
}

function isSame(a: Reason, b: Reason): boolean {
  if (a === b) return true;
  if (a.kind === 'setting' && b.kind === 'setting')
    return a.setting === b.setting && a.source.level === b.source.level && a.source.id === b.source.id;
  return a.kind === b.kind && JSON.stringify(a) === JSON.stringify(b);
}
