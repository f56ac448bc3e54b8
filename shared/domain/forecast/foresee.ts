import { epochMs, plusMinutes } from '../calendar/instants.ts';
import { localDate, startOfDay } from '../calendar/zones.ts';
import { decideDue, type DueDecision } from '../enrollment/decide-due.ts';
import type { EnrollmentEvent } from '../enrollment/events.ts';
import { deferralOf } from '../enrollment/place-again.ts';
import { dueAfter, plannedEvent, requestOf, type Sender, type StepToPlan } from '../enrollment/planning.ts';
import { ownSender, senderAt, withActingSender } from '../enrollment/stand-in.ts';
import { whatFollows } from '../enrollment/what-follows.ts';
import type { Because } from '../kernel/because.ts';
import type { Instant, LocalDate } from '../kernel/instant.ts';
import { byRank } from '../lane/admit.ts';
import { useOf, type PlaceUse } from '../lane/lane-day.ts';
import { laneId, type LaneDay, type LaneId, type Placement } from '../lane/lane.ts';
import { placeKey } from '../lane/place-key.ts';
import { dueByOpening, opensAgainOn, pullRounds, staysInQueue } from '../lane/pull-queue.ts';
import { earliestWake, laneEntryName, messageGroup, wakeTime, type FreedPlace } from '../lane/wake-up.ts';
import type { Lead } from '../people/people.ts';
import { stepKinds, type Sequence, type SequenceVersion, type Step } from '../sequence/step.ts';
import { versionToFollow } from '../sequence/version-to-follow.ts';
import { stateAfter, type Course, type ForeseenEvent } from './course.ts';
import { Heap } from './heap.ts';
import { hasDue, ImaginedLanes, queueUp, takeDue, type ImaginedLane } from './imagined-lanes.ts';

/** Leads that are enrolled together at an instant. */
export type Wave = { at: Instant; courses: readonly Course[] };

/** Everything that a forecast starts from. All is as it will stay: settings, leads and sequences are taken as they are. */
export type Outset = {
  organisation: string;
  /** The imagined clock starts here. */
  now: Instant;
  /** Nothing later than this is looked at. */
  until: Instant;
  sender: (userId: string) => Sender | undefined;
  sequence: (id: string) => Sequence | undefined;
  version: (sequenceId: string, version: number) => SequenceVersion | undefined;
  /** Enrollments under way, with when they wake. */
  underWay: readonly { course: Course; wakesAt?: Instant | undefined }[];
  /** Days on which lanes open beside those that their queues wait for: something was left at an opening of before. */
  openings: readonly { lane: LaneId; date: LocalDate }[];
  /** Places taken before. */
  days: readonly LaneDay[];
  waves: readonly Wave[];
  /** Minutes from when a task appears until it is done. */
  taskMinutes: number;
  /** Variables that nothing fills in what a step would send to a lead (D8); undefined: not asked. */
  missing?: ((step: Step, lead: Lead, sender: Sender) => readonly string[]) | undefined;
};

/** Told of everything foreseen, in order of time. */
export type OnForeseen = (course: Course, at: Instant, events: readonly ForeseenEvent[]) => void;

/** `ms`: when, since 1970. */
type WakeUp = { ms: number; at: Instant; name: string; group: string } & (
  | { kind: 'step'; course: Course; revision: number }
  | { kind: 'lane'; lane: LaneId; freed?: FreedPlace | undefined }
);
type Plan = StepToPlan & { sender: Sender };
type Due = {
  course: Course;
  step: Step;
  sender: Sender;
  version: SequenceVersion;
  use: PlaceUse | undefined;
  decision: DueDecision;
  placed?: Given | undefined;
};
type Given = { plan: Plan; event: EnrollmentEvent; at?: Instant | undefined };

/** Messages that a worker is given at once. */
const BATCH = 10;
/** Leads of one request to enroll. */
const TOGETHER = 1_000;

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
export function foreseeing(outset: Outset, onForeseen: OnForeseen): Generator<undefined, Course[]> {
  return new Play(outset, onForeseen).run();
}

class Play {
  readonly #outset: Outset;
  readonly #tell: OnForeseen;
  readonly #lanes: ImaginedLanes;
  readonly #agenda = new Heap<WakeUp>((a, b) => (a.ms === b.ms ? a.name < b.name : a.ms < b.ms));
  readonly #openings = new Set<string>();
  readonly #tasks = new Heap<{ at: Instant; course: Course; revision: number }>((a, b) =>
    a.at === b.at ? a.course.enrollmentId < b.course.enrollmentId : a.at < b.at,
  );
  /** Lanes to wake at once, since a place came free. */
  #freed: WakeUp[] = [];

  constructor(outset: Outset, tell: OnForeseen) {
    this.#outset = outset;
    this.#tell = tell;
    this.#lanes = new ImaginedLanes(outset.organisation, outset.sender, outset.days);
  }

  *run(): Generator<undefined, Course[]> {
    const { underWay, now, waves, until } = this.#outset;
    for (const { course, wakesAt } of underWay) this.#takeUp(course, wakesAt);
    for (const { lane, date } of this.#outset.openings) this.#openKnown(lane, date);
    const toEnroll = waves.toSorted((a, b) => (a.at < b.at ? -1 : 1));
    for (;;) {
      const next = this.#next(toEnroll[0]?.at);
      if (next === undefined || next > until) break;
      const at = next < now ? now : next;
      this.#workAt(at);
      for (let wave = toEnroll[0]; wave !== undefined && wave.at <= at; wave = toEnroll[0]) {
        this.#enroll(wave, at);
        toEnroll.shift();
      }
      yield;
    }
    return this.#unfinished();
  }

  #next(wave: Instant | undefined): Instant | undefined {
    let next = wave;
    for (const at of [this.#agenda.peek()?.at, this.#tasks.peek()?.at]) {
      if (at !== undefined && (next === undefined || at < next)) next = at;
    }
    return next;
  }

  /** Enters an enrollment that is under way already. */
  #takeUp(course: Course, wakesAt: Instant | undefined): void {
    const { state } = course;
    const { now } = this.#outset;
    if (state.status === 'scheduled' || state.status === 'paused') this.#wake(course, wakesAt ?? now);
    if (state.status === 'waiting') this.#closeAt(course, state.closes);
    if (state.status === 'backlogged') {
      const lane = this.#lanes.get(state.lane);
      if (lane === undefined) return;
      queueUp(lane, course);
      if (state.opensOn > localDate(now, lane.owner.user.zone)) this.#open(lane, state.opensOn, now);
    }
  }

  #openKnown(id: LaneId, date: LocalDate): void {
    const lane = this.#lanes.get(id);
    if (lane !== undefined) this.#open(lane, date, this.#outset.now);
  }

  #workAt(now: Instant): void {
    for (;;) {
      const due = this.#takeDueWakeUps(now);
      if (due.length === 0) break;
      for (const group of due.length === 1 ? [due] : Map.groupBy(due, (wakeUp) => wakeUp.group).values()) {
        for (let first = 0; first < group.length; first += BATCH) {
          this.#workOff(group.slice(first, first + BATCH), now);
        }
      }
    }
    for (let task = this.#tasks.peek(); task !== undefined && task.at <= now; task = this.#tasks.peek()) {
      this.#tasks.pop();
      if (task.revision === task.course.revision) this.#closeTask(task.course, now);
    }
  }

  #takeDueWakeUps(now: Instant): WakeUp[] {
    const due: WakeUp[] = [];
    for (let top = this.#agenda.peek(); top !== undefined && top.at <= now; top = this.#agenda.peek()) {
      this.#agenda.pop();
      if (top.kind === 'lane') this.#openings.delete(top.name);
      due.push(top);
    }
    const freed = this.#freed;
    this.#freed = [];
    return freed.length === 0 ? due : [...due, ...freed];
  }

  /** A batch of one lane: its steps together up to an opening, then the opening, then the steps after it. */
  #workOff(batch: readonly WakeUp[], now: Instant): void {
    let steps: Course[] = [];
    const flush = () => {
      if (steps.length > 0) this.#runSteps(steps, now);
      steps = [];
    };
    for (const wakeUp of batch) {
      if (wakeUp.kind === 'step') {
        if (wakeUp.course.revision === wakeUp.revision) steps.push(wakeUp.course);
        continue;
      }
      flush();
      const lane = this.#lanes.get(wakeUp.lane);
      const { freed } = wakeUp;
      if (lane === undefined) continue;
      if (freed === undefined || lane.days.remove(freed.date, freed.key)) this.#pullQueue(lane, now);
    }
    flush();
  }

  #runSteps(courses: readonly Course[], now: Instant): void {
    const due: Due[] = [];
    const again: Due[] = [];
    for (const course of courses) {
      const step = this.#dueStep(course, now);
      if (step === undefined) continue;
      due.push(step);
      if (step.decision.kind === 'place-again') again.push(step);
    }
    if (again.length > 0) this.#placeAgain(again, now);
    // What follows is placed for all, one after the other, before anything is done.
    const next = due.map((step) => this.#followUp(step, now));
    for (const course of courses) if (course.state.status === 'paused') this.#resume(course, now);
    for (const [index, step] of due.entries()) this.#act(step, next[index] ?? [], now);
  }

  #dueStep(course: Course, now: Instant): Due | undefined {
    const { state } = course;
    if (state.status !== 'scheduled') return undefined;
    const version = this.#outset.version(course.sequenceId, course.version);
    const step = version && stepOf(version, state.step);
    if (version === undefined || step === undefined) return undefined;
    const sender = senderAt(course.sender, course.lead, now);
    const { limits, limited, days } = this.#lanes.of(sender, stepKinds[step.type].lane);
    let use: PlaceUse | undefined;
    if (limited) {
      const today = localDate(now, limits.zone);
      const rank = days.rankOf(today, placeKey(course.enrollmentId, step.id));
      const paced = limits.delay.value.kind !== 'none';
      use = useOf(days.places(today)[rank], rank, { cap: limits.perDay.value, paced, now });
    }
    const due = { course, step, sender, version, use };
    return { ...due, decision: this.#decide(due, use === undefined || use === 'usable', now) };
  }

  #decide(due: Omit<Due, 'decision'>, hasPlace: boolean, now: Instant): DueDecision {
    const { course, step, sender, version } = due;
    const { lead, enrolledAt, sequenceId } = course;
    const sequence = this.#outset.sequence(sequenceId);
    const decision = decideDue({
      now,
      step,
      lead,
      sender,
      enrolledAt,
      stopsOnConversion: version.stopOnConversion !== false,
      sequenceDeleted: sequence === undefined || sequence.status === 'deleted',
      hasPlace,
    });
    if (decision.kind !== 'send') return decision;
    const missing = this.#outset.missing?.(step, lead, sender) ?? [];
    return missing.length === 0
      ? decision
      : { kind: 'hold', because: { kind: 'content', missing: [...missing] } };
  }

  #placeAgain(again: readonly Due[], now: Instant): void {
    const plans = again.map(({ course, step, sender }) => ({
      ...planOf(course, step, sender),
      hadTime: true,
    }));
    const placed = this.#place(plans, now, { awake: true });
    for (const step of again) {
      const given = placed.get(step.course);
      if (given?.at !== undefined && given.at <= now) step.decision = this.#decide(step, true, now);
      else step.placed = given;
    }
  }

  #followUp({ course, step, sender, decision: { kind } }: Due, now: Instant): EnrollmentEvent[] {
    return kind === 'send' || kind === 'skip' ? this.#follow(course, step.id, sender, now) : [];
  }

  #follow(course: Course, stepDone: string, sender: Sender, now: Instant): EnrollmentEvent[] {
    const { enrollmentId, sequenceId, lead, done } = course;
    const number = versionToFollow(course, this.#outset.sequence(sequenceId));
    const version = this.#outset.version(sequenceId, number);
    const behind = [...done, stepDone];
    const follows = whatFollows({ enrollmentId, done: behind, lead, sender, version, at: now });
    if (follows.kind === 'end') return follows.events;
    const event = this.#placeOne(follows.plan, now, earliestWake(now)).event;
    return [event];
  }

  #act(due: Due, next: readonly EnrollmentEvent[], now: Instant): void {
    const { course, step, sender, decision } = due;
    const userId = sender.user.id;
    switch (decision.kind) {
      case 'stop': {
        this.#change(course, [{ type: 'stopped', because: decision.because }], now);
        return;
      }
      case 'hold': {
        this.#change(course, [{ type: 'paused', because: decision.because }], now);
        return;
      }
      case 'skip': {
        this.#change(course, [{ type: 'skipped', step: step.id, because: decision.because }, ...next], now);
        return;
      }
      case 'place-again':
        if (due.placed === undefined) throw new Error(`No placement for ${course.enrollmentId}`);
        {
          this.#change(course, [deferralOf(due.use, due.placed.event)], now);
          return;
        }
      case 'open-task': {
        const closes = plusMinutes(now, this.#outset.taskMinutes);
        const counted = stepKinds[step.type].template !== 'task';
        const { due: wasDue } = course.state as { due: Instant };
        course.revision += 1;
        course.state = { status: 'waiting', step: step.id, due: wasDue, userId, closes, counted };
        this.#tell(course, now, [{ type: 'task-opened', step: step.id, userId }]);
        this.#closeAt(course, closes);
        return;
      }
      case 'send': {
        this.#change(
          course,
          [{ type: 'sent', step: step.id, channel: decision.channel, userId }, ...next],
          now,
        );
        return;
      }
    }
  }

  /** The end of a pause that has one: the step asks its lane again (F6). */
  #resume(course: Course, now: Instant): void {
    const { state } = course;
    if (state.status !== 'paused' || state.until > now) return;
    const resumed = { type: 'resumed' as const, because: { kind: 'engine', rule: 'pause-ended' } as Because };
    if (course.done.includes(state.step)) {
      this.#change(course, [resumed, ...this.#follow(course, state.step, course.sender, now)], now);
      return;
    }
    const step = this.#outset
      .version(course.sequenceId, course.version)
      ?.steps.find(({ id }) => id === state.step);
    if (step === undefined) {
      const because: Because = { kind: 'engine', rule: 'sequence-deleted' };
      this.#change(course, [resumed, { type: 'stopped', because }], now);
      return;
    }
    const userId = course.sender.user.id;
    if (state.task) {
      const closes = plusMinutes(now, this.#outset.taskMinutes);
      const counted = stepKinds[step.type].template !== 'task';
      course.revision += 1;
      course.state = { status: 'waiting', step: step.id, due: state.due, userId, closes, counted };
      this.#tell(course, now, [resumed, { type: 'task-opened', step: step.id, userId }]);
      this.#closeAt(course, closes);
      return;
    }
    const plan = { ...planOf(course, step, course.sender), hadTime: state.due <= now };
    this.#change(course, [resumed, this.#placeOne(plan, now, earliestWake(now)).event], now);
  }

  /** A task is done: what was sent by hand is counted, and the enrollment goes on. */
  #closeTask(course: Course, now: Instant): void {
    const { state } = course;
    if (state.status !== 'waiting') return;
    const step = this.#outset
      .version(course.sequenceId, course.version)
      ?.steps.find(({ id }) => id === state.step);
    const channel = step === undefined ? 'task' : stepKinds[step.type].template;
    const lane = channel === 'task' ? undefined : this.#lanes.get(laneId(state.userId, channel));
    if (lane !== undefined && lane.limits.perDay.value !== null && state.counted) {
      const key = placeKey(course.enrollmentId, state.step);
      const today = localDate(now, lane.owner.user.zone);
      if (lane.days.rankOf(today, key) === -1) lane.days.put(today, { key, at: now, gap: 0 });
    }
    const next = this.#follow(course, state.step, course.sender, now);
    this.#change(course, [{ type: 'task-completed', step: state.step, userId: state.userId }, ...next], now);
  }

  /** Opens a lane: as many as the day can carry leave its queue; see `wakeLane`. */
  #pullQueue(lane: ImaginedLane, now: Instant): void {
    const dueBy = dueByOpening(now, lane.limits.zone);
    const stays: LocalDate[] = [];
    for (const priority of [0, 1] as const) {
      const stayed: Course[] = [];
      for (const rounds = pullRounds(); rounds.more();) {
        const room = this.#room(lane, now);
        if (room === 0) break;
        const page = takeDue(lane, priority, dueBy, rounds.size(room));
        rounds.note(this.#pull(lane, page, now, stayed, stays));
        if (!hasDue(lane, priority, dueBy)) break;
      }
      for (const course of stayed) queueUp(lane, course);
    }
    if (!hasDue(lane, 0, dueBy) && !hasDue(lane, 1, dueBy)) return;
    this.#open(lane, opensAgainOn(lane.owner, now, stays), now);
  }

  #pull(
    lane: ImaginedLane,
    page: readonly Course[],
    now: Instant,
    stayed: Course[],
    stays: LocalDate[],
  ): number {
    const plans = page.flatMap((course) => this.#queuedPlan(course) ?? []);
    const placed = this.#place(plans, now);
    let pulled = 0;
    for (const course of page) {
      const event = placed.get(course)?.event;
      const day = event === undefined ? undefined : staysInQueue(event, lane.id);
      if (event === undefined || day !== undefined) {
        stayed.push(course);
        if (day !== undefined) stays.push(day);
        continue;
      }
      pulled += 1;
      this.#change(course, [event], now);
    }
    return pulled;
  }

  #queuedPlan(course: Course): (Plan & { course: Course }) | undefined {
    const { state } = course;
    if (state.status !== 'backlogged') return undefined;
    const version = this.#outset.version(course.sequenceId, course.version);
    const step = version?.steps.find(({ id }) => id === state.step);
    return step && planOf(course, step, course.sender);
  }

  #room(lane: ImaginedLane, now: Instant): number {
    const { perDay, zone } = lane.limits;
    const taken = lane.days.places(localDate(now, zone)).length;
    return perDay.value === null ? Infinity : Math.max(0, perDay.value - taken);
  }

  #enroll({ courses }: Wave, now: Instant): void {
    for (let first = 0; first < courses.length; first += TOGETHER) {
      const together = courses.slice(first, first + TOGETHER);
      const plans = together.flatMap((course) => {
        const { sequenceId, version } = course;
        const step = this.#outset.version(sequenceId, version)?.steps[0];
        if (step === undefined) return [];
        const due = dueAfter(step, now, ownSender(course.sender), course.lead);
        course.enrolledAt = now;
        return [{ ...planOf(course, step, course.sender), due }];
      });
      const placed = this.#place(plans, now);
      for (const course of together) {
        const given = placed.get(course);
        if (given === undefined) continue;
        this.#change(
          course,
          [{ type: 'enrolled', by: course.sender.user.id, version: course.version }, given.event],
          now,
        );
      }
    }
  }

  /** Gives steps their places: by rank within each lane, as they would get them together. */
  #place(
    plans: readonly (Plan & { course: Course })[],
    now: Instant,
    { awake = false } = {},
  ): Map<Course, Given> {
    const earliest = awake ? now : earliestWake(now);
    const asking = plans.map((plan) => this.#asking(plan, earliest));
    const given = new Map<Course, Given>();
    const inOrder = asking.length < 2 ? asking : asking.toSorted((a, b) => byRank(a.request, b.request));
    for (const each of inOrder) given.set(each.course, this.#given(each, now, earliest));
    return given;
  }

  #placeOne(plan: Plan, now: Instant, earliest: Instant): Given {
    return this.#given(this.#asking(plan, earliest), now, earliest);
  }

  #asking<P extends Plan>(wanted: P, earliest: Instant) {
    const plan = withActingSender(wanted, earliest);
    return { ...wanted, plan, request: requestOf(plan, plan.sender) };
  }

  #given(
    { plan, request }: { plan: Plan; request: ReturnType<typeof requestOf> },
    now: Instant,
    earliest: Instant,
  ): Given {
    const lane = this.#lanes.of(plan.sender, stepKinds[plan.step.type].lane);
    const placement: Placement = this.#lanes.place(lane, request, { now, earliest });
    const event = plannedEvent(plan, plan.sender, placement);
    return { plan, event, at: placement.kind === 'placed' ? placement.at : undefined };
  }

  /** Notes what happens to a course, and what follows for its wake-up, its queue and the place that it held. */
  #change(course: Course, events: readonly (ForeseenEvent | EnrollmentEvent)[], now: Instant): void {
    const before = course.state;
    let sent = false;
    for (const event of events) {
      if (event.type === 'sent') sent = true;
      if (event.type === 'planned' || event.type === 'queued') course.version = event.version;
      if (event.type === 'sent' || event.type === 'skipped' || event.type === 'task-completed') {
        if (!course.done.includes(event.step)) course.done.push(event.step);
      }
      course.state = stateAfter(event) ?? course.state;
    }
    course.revision += 1;
    this.#tell(course, now, events as readonly ForeseenEvent[]);
    const { state } = course;
    if (state.status === 'scheduled') this.#wake(course, wakeTime(state.at, now));
    if (state.status === 'backlogged') {
      const lane = this.#lanes.get(state.lane);
      if (lane !== undefined) {
        queueUp(lane, course);
        this.#open(lane, state.opensOn, now);
      }
    }
    if (!sent && before.status === 'scheduled' && before.place !== undefined) this.#leave(course, before);
  }

  /** Gives back a place that is not used: its lane wakes at once, so that another goes instead. */
  #leave(course: Course, before: Extract<Course['state'], { status: 'scheduled' }>): void {
    const { state } = course;
    const kept =
      state.status === 'scheduled' &&
      state.step === before.step &&
      state.place === before.place &&
      state.standIn === before.standIn;
    if (kept || before.place === undefined) return;
    const step = this.#outset
      .version(course.sequenceId, course.version)
      ?.steps.find(({ id }) => id === before.step);
    const channel = step === undefined ? 'mail' : stepKinds[step.type].lane;
    const lane = this.#lanes.get(laneId(before.standIn ?? course.sender.user.id, channel));
    if (lane === undefined) return;
    const { group } = lane;
    const freed = { date: before.place, key: placeKey(course.enrollmentId, before.step) };
    this.#freed.push({ ms: 0, at: '', name: '', group, kind: 'lane', lane: lane.id, freed });
  }

  #wake(course: Course, at: Instant): void {
    const { state, enrollmentId, revision, sequenceId, version } = course;
    if (state.status !== 'scheduled' && state.status !== 'paused') return;
    const { organisation } = this.#outset;
    const steps = this.#outset.version(sequenceId, version);
    const step = steps && stepOf(steps, state.step);
    const channel = step === undefined ? 'mail' : stepKinds[step.type].lane;
    const standIn = state.status === 'scheduled' ? state.standIn : undefined;
    const lane =
      standIn === undefined
        ? this.#lanes.of(course.sender, channel)
        : this.#lanes.get(laneId(standIn, channel));
    if (lane === undefined) return;
    const enrollment = enrollmentId;
    const group = lane.limited
      ? lane.group
      : messageGroup(
          { kind: 'step', organisation, lane: lane.id, enrollment, step: state.step, revision },
          false,
        );
    // Names of entries begin with the enrollment, and one has only one that is not stale.
    this.#agenda.push({ kind: 'step', ms: epochMs(at), at, name: enrollmentId, group, course, revision });
  }

  /** One entry a lane and day. */
  #open(lane: ImaginedLane, date: LocalDate, now: Instant): void {
    const { organisation } = this.#outset;
    const name = laneEntryName(organisation, lane.id, date);
    if (this.#openings.has(name)) return;
    this.#openings.add(name);
    const at = wakeTime(startOfDay(date, lane.owner.user.zone), now);
    const { group } = lane;
    this.#agenda.push({ kind: 'lane', ms: epochMs(at), at, name, group, lane: lane.id });
  }

  #closeAt(course: Course, at: Instant): void {
    this.#tasks.push({ at, course, revision: course.revision });
  }

  #unfinished(): Course[] {
    const left = [
      ...this.#outset.underWay.map(({ course }) => course),
      ...this.#outset.waves.flatMap(({ courses }) => courses),
    ];
    return left.filter(({ state }) => state.status !== 'over');
  }
}

function stepOf({ steps }: SequenceVersion, wanted: string): Step | undefined {
  for (const step of steps) if (step.id === wanted) return step;
  return undefined;
}

function planOf(course: Course, step: Step, sender: Sender): Plan & { course: Course } {
  const { state } = course;
  const due = 'due' in state ? state.due : course.enrolledAt;
  return {
    course,
    enrollmentId: course.enrollmentId,
    step,
    version: course.version,
    due,
    firstTouch: course.done.length === 0,
    recipient: course.lead,
    sender,
  };
}
