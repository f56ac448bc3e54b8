import { localDate } from '../time/zones.ts';
import type { Sender } from '../core/planning.ts';
import type { Because } from '../settings/because.ts';
import type { Channel } from '../channels/step-types.ts';
import type { Instant, LocalDate } from '../kernel/instant.ts';
import { laneParts, type LaneDay } from '../lanes/lane.ts';
import { limitsOf } from '../core/planning.ts';
import { placeKey } from '../lanes/place-key.ts';
import type { Course, ForeseenEvent } from './course.ts';

/** What is foreseen of one step of one lead. */
export type ForeseenStep = {
  step: string;
  channel: Channel;
  outcome: 'sent' | 'task' | 'skipped';
  /** When it was due by its own wait and hour; of a step skipped because nothing is left to do: when that was seen. */
  due: Instant;
  /** When it is sent, appears as a task or is skipped. */
  at: Instant;
  /** In whose lane: the sender, or who stands in (F7). */
  userId: string;
  /** The rules that moved it, in the order in which they did; of a skipped step: the rule that skips it. */
  because: Because[];
};

/** How it ends with a lead. `held`: the engine stops there and asks a person. */
export type ForeseenEnd = { outcome: 'finished' | 'stopped' | 'held'; at: Instant; because: Because };

/** The foreseen way of one lead; without `end`: it goes on beyond what is looked at. */
export type ForeseenLine = {
  enrollmentId: string;
  leadId: string;
  sequenceId: string;
  userId: string;
  steps: ForeseenStep[];
  end?: ForeseenEnd | undefined;
};

/** What a lane carries on one calendar day of its sender; `cap` null: as many as there are. */
export type ForeseenLoad = {
  userId: string;
  channel: Channel;
  date: LocalDate;
  used: number;
  cap: number | null;
};

/** Sums over the leads that a forecast was asked for. */
export type ForeseenTotals = {
  leads: number;
  mails: number;
  sms: number;
  tasks: number;
  skipped: number;
  /** When the last step is done; undefined: there is none. */
  lastAt?: Instant | undefined;
};

type Pending = { due: Instant; because: Because[] };
type Entry = { line: ForeseenLine; next: Pending | undefined };

/** Puts what is foreseen into lines, one a lead, given out as soon as its end is known, and counts it. */
export class ForecastTold {
  readonly #channelOf: (course: Course, step: string) => Channel;
  readonly #sender: (userId: string) => Sender | undefined;
  readonly #onStep: (line: ForeseenLine, step: ForeseenStep) => void;
  readonly #onLine: (line: ForeseenLine) => void;
  readonly #lines = new Map<Course, Entry>();
  /** When the step was due that a course under way was at as the forecast began. */
  readonly #firstDue = new Map<Course, Instant>();
  readonly #load = new Map<string, Map<Channel, Map<LocalDate, number>>>();
  readonly totals: ForeseenTotals = { leads: 0, mails: 0, sms: 0, tasks: 0, skipped: 0 };

  /** @param of `onStep`: takes each step as soon as it is known, instead of having it kept with its line. */
  constructor(of: {
    channelOf: (course: Course, step: string) => Channel;
    sender: (userId: string) => Sender | undefined;
    onStep?: ((line: ForeseenLine, step: ForeseenStep) => void) | undefined;
    onLine: (line: ForeseenLine) => void;
  }) {
    this.#channelOf = of.channelOf;
    this.#sender = of.sender;
    this.#onStep = of.onStep ?? ((line, step) => line.steps.push(step));
    this.#onLine = of.onLine;
  }

  /**
   * Before the forecast begins: counts places that were used, those that nobody under way holds, and notes when the
   * present steps of those under way were due.
   */
  countUsed(days: readonly LaneDay[], underWay: Iterable<Course>): void {
    const held = new Set<string>();
    for (const course of underWay) {
      const { enrollmentId, state } = course;
      if ('due' in state) this.#firstDue.set(course, state.due);
      if (state.status === 'scheduled') held.add(placeKey(enrollmentId, state.step));
    }
    for (const { lane, date, places } of days) {
      const used = places.filter(({ key }) => !held.has(key)).length;
      const { userId, channel } = laneParts(lane);
      if (used > 0) this.#count(userId, channel, date, used);
    }
  }

  /** Takes in what is foreseen; an {@link OnForeseen}. */
  take(course: Course, at: Instant, events: readonly ForeseenEvent[]): void {
    const entry = this.#of(course);
    for (const event of events) this.#takeOne(course, entry, at, event);
    if (course.state.status === 'over') this.#close(course);
  }

  /** Gives out the lines that have no end yet. */
  closeAll(): void {
    for (const course of [...this.#lines.keys()]) this.#close(course);
  }

  /** The load of each lane and day that carries anything, by user, channel and day. */
  load(): ForeseenLoad[] {
    return [...this.#load].toSorted(byKey).flatMap(([userId, channels]) => {
      const sender = this.#sender(userId);
      return [...channels].toSorted(byKey).flatMap(([channel, days]) => {
        const cap = sender === undefined ? null : limitsOf(channel, sender).perDay.value;
        return [...days].toSorted(byKey).map(([date, used]) => ({ userId, channel, date, used, cap }));
      });
    });
  }

  #takeOne(course: Course, entry: Entry, at: Instant, event: ForeseenEvent): void {
    const { line, next } = entry;
    switch (event.type) {
      case 'planned':
      case 'queued':
      case 'deferred': {
        const because = next === undefined ? event.because : [...next.because, ...event.because];
        entry.next = { due: event.due, because: withoutRepeats(because) };
        return;
      }
      case 'sent':
        this.#step(course, entry, {
          step: event.step,
          channel: event.channel,
          outcome: 'sent',
          at,
          userId: event.userId,
        });
        return;
      case 'task-opened':
        this.#step(course, entry, {
          step: event.step,
          channel: 'task',
          outcome: 'task',
          at,
          userId: event.userId,
        });
        return;
      case 'skipped': {
        const channel = this.#channelOf(course, event.step);
        const userId = course.sender.user.id;
        entry.next = undefined;
        if (!course.asked) return;
        const { step, because } = event;
        const due = next?.due ?? at;
        this.#onStep(line, { step, channel, outcome: 'skipped', due, at, userId, because: [because] });
        this.#sum('skipped', at);
        return;
      }
      case 'task-completed':
        if (course.asked) this.#sum(undefined, at);
        return;
      case 'paused':
        line.end = { outcome: 'held', at, because: event.because };
        return;
      case 'stopped':
      case 'finished':
        line.end = { outcome: event.type, at, because: event.because };
        return;
      case 'enrolled':
      case 'resumed':
        return;
    }
  }

  #step(
    { asked }: Course,
    entry: Entry,
    done: Pick<ForeseenStep, 'step' | 'channel' | 'outcome' | 'at' | 'userId'>,
  ): void {
    const { line, next } = entry;
    entry.next = undefined;
    const zone = this.#sender(done.userId)?.user.zone ?? 'UTC';
    this.#count(done.userId, done.channel, localDate(done.at, zone), 1);
    if (!asked) return;
    const { step, channel, outcome, at, userId } = done;
    const due = next?.due ?? at;
    this.#onStep(line, { step, channel, outcome, due, at, userId, because: next?.because ?? [] });
    this.#sum(done.channel === 'mail' ? 'mails' : done.channel === 'sms' ? 'sms' : 'tasks', done.at);
  }

  #of(course: Course): Entry {
    const known = this.#lines.get(course);
    if (known !== undefined) return known;
    const { enrollmentId, lead, sequenceId, sender } = course;
    const line = { enrollmentId, leadId: lead.id, sequenceId, userId: sender.user.id, steps: [] };
    const due = this.#firstDue.get(course);
    const next = due === undefined ? undefined : { due, because: [] };
    const entry = { line, next };
    this.#lines.set(course, entry);
    return entry;
  }

  #close(course: Course): void {
    const entry = this.#lines.get(course);
    this.#lines.delete(course);
    if (entry === undefined || !course.asked) return;
    this.totals.leads += 1;
    this.#onLine(entry.line);
  }

  #sum(what: 'mails' | 'sms' | 'tasks' | 'skipped' | undefined, at: Instant): void {
    if (what !== undefined) this.totals[what] += 1;
    if (this.totals.lastAt === undefined || at > this.totals.lastAt) this.totals.lastAt = at;
  }

  #count(userId: string, channel: Channel, date: LocalDate, more: number): void {
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

/** A rule that moved a step again and again is told once, where it did so first. */
function withoutRepeats(because: readonly Because[]): Because[] {
  return because.filter((each, index) => because.findIndex((before) => isSame(before, each)) === index);
}

function isSame(a: Because, b: Because): boolean {
  if (a === b) return true;
  if (a.kind === 'setting' && b.kind === 'setting')
    return a.setting === b.setting && a.source.level === b.source.level && a.source.id === b.source.id;
  return a.kind === b.kind && JSON.stringify(a) === JSON.stringify(b);
}
