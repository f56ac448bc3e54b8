import { localDate, startOfDay } from '../time/zones.ts';
import { plusMinutes } from '../time/instants.ts';
import { channels } from '../channels/channels.ts';
import type { Invitation } from '../contact-intervals/contact-ledger.ts';
import { invitedAddress } from '../contact-intervals/invited-address.ts';
import { inOrderOfBatch } from '../core/batch-order.ts';
import type { Command } from '../core/commands.ts';
import { taskOf } from '../core/task-of-step.ts';
import { decide } from '../core/decide.ts';
import { channelOf, laneOwner, type Decision, type Stays } from '../core/decision.ts';
import type { Effect } from '../core/effects.ts';
import { actorOf } from '../core/enrollment.ts';
import { stepIn, type StepFacts } from '../core/facts.ts';
import { LaneOpening } from '../core/lane-opening.ts';
import { limitsOf, type Sender } from '../core/planning.ts';
import { senderAt } from '../core/delegate.ts';
import { nextWorkingDay } from '../core/working-day.ts';
import { assertNever } from '../kernel/assert-never.ts';
import type { Instant, LocalDate } from '../kernel/instant.ts';
import { withLast } from '../kernel/lists.ts';
import { concerns } from '../holds/hold.ts';
import { isLimited, laneId, laneParts, type LaneId } from '../lanes/lane.ts';
import { laneEntryAt, messageGroup, wakeTime } from '../lanes/wake-up.ts';
import { invitationStep, versionOfStep } from '../sequences/feedback-steps.ts';
import type { Sequence, Step } from '../sequences/step.ts';
import { versionToFollow } from '../sequences/version-to-follow.ts';
import type { ForecastInput, OnChange, Wave } from './forecast-input.ts';
import { accepted, imaginedAddressees, imaginedContent } from './imagined-provider.ts';
import type { SimulatedEnrollment } from './simulated-enrollment.ts';
import { SimulatedLanes, type SimulatedLane } from './simulated-lanes.ts';
import { WakeUpQueue, type ComingWakeUp } from './wake-up-queue.ts';

/** Messages that a worker is given at once. */
const BATCH = 10;
/** Leads of one request to enroll. */
const TOGETHER = 1_000;

type Asked = { of: SimulatedEnrollment; command: Command };

/** The engine over an imagined clock: every command is decided by the core, and its effects are noted here. */
export class Simulation {
  readonly #input: ForecastInput;
  readonly #lanes: SimulatedLanes;
  readonly #wakeUps = new WakeUpQueue();
  readonly #onChange: OnChange;
  /** Of the addresses that were invited in this forecast. */
  readonly #invitations = new Map<string, readonly Invitation[]>();

  constructor(input: ForecastInput, onChange: OnChange) {
    const { organisation, sender, days, underWay, openings, now } = input;
    this.#input = input;
    this.#onChange = onChange;
    this.#lanes = new SimulatedLanes(organisation, sender, days, (lane) => this.#wakeAfterHolds(lane));
    for (const { of, wakesAt, closesAt } of underWay) {
      const { state } = of.enrollment;
      if (wakesAt !== undefined) this.#wake(of, wakesAt);
      if (closesAt !== undefined) this.#wakeUps.close(of, closesAt);
      if (state.status !== 'backlogged') continue;
      const lane = this.#lanes.get(state.lane);
      lane?.queue(of);
      if (lane !== undefined && state.opensOn > localDate(now, lane.owner.user.zone))
        this.#open(lane, state.opensOn, now);
    }
    for (const { lane: id, date } of openings) {
      const lane = this.#lanes.get(id);
      if (lane !== undefined) this.#open(lane, date, now);
    }
  }

  /** The instant of what comes next; undefined: nothing does. */
  next(): Instant | undefined {
    return this.#wakeUps.next();
  }

  /** Works off everything that is due at an instant: wake-ups, lane by lane, until there are none; then tasks. */
  workAt(now: Instant): void {
    for (let due = this.#wakeUps.takeDue(now); due.length > 0; due = this.#wakeUps.takeDue(now)) {
      for (const group of due.length === 1 ? [due] : Map.groupBy(due, (wakeUp) => wakeUp.group).values()) {
        for (let first = 0; first < group.length; first += BATCH)
          this.#workOff(group.length <= BATCH ? group : group.slice(first, first + BATCH), now);
      }
    }
    for (let of = this.#wakeUps.takeClosing(now); of !== undefined; of = this.#wakeUps.takeClosing(now))
      this.#closeTask(of, now);
  }

  /** Enrolls the leads of a wave, as many together as one request takes. */
  enroll({ enrollments }: Wave, now: Instant): void {
    for (let first = 0; first < enrollments.length; first += TOGETHER) {
      const together = enrollments.slice(first, first + TOGETHER).map((of): Asked => {
        of.enrollment = { ...of.enrollment, enrolledAt: now, changedAt: now };
        return { of, command: { kind: 'enroll', by: of.sender.user.id } };
      });
      this.#run(together, now);
    }
  }

  /** A batch of one lane: its steps together up to an opening, then the opening, then the steps after it. */
  #workOff(batch: readonly ComingWakeUp[], now: Instant): void {
    let steps: Asked[] = [];
    for (const wakeUp of batch) {
      if (wakeUp.kind === 'step') {
        const { of, step, revision } = wakeUp;
        if (of.enrollment.revision === revision)
          steps = withLast(steps, { of, command: { kind: 'wake', step, revision } });
        continue;
      }
      if (steps.length > 0) this.#run(steps, now);
      steps = [];
      const { lane, freed } = wakeUp;
      if (freed === undefined || lane.days.free(freed)) this.#openLane(lane, now);
    }
    if (steps.length > 0) this.#run(steps, now);
  }

  /** Decides commands one after the other in the order of their batch. */
  #run(batch: readonly Asked[], now: Instant): void {
    for (const { of, command } of this.#inOrder(batch, now)) this.#decide(of, command, now);
  }

  #inOrder(batch: readonly Asked[], now: Instant): readonly Asked[] {
    if (batch.length === 1) return batch;
    return inOrderOfBatch(batch, ({ of, command }) => ({ facts: this.#factsOf(of, now), command }));
  }

  #decide(of: SimulatedEnrollment, command: Command, now: Instant, owner?: Sender): Decision | undefined {
    const decision = decide(this.#factsOf(of, now, owner), command);
    if (decision.kind !== 'decided') return undefined;
    for (const effect of decision.effects) this.#perform(of, effect, decision, now);
    return decision;
  }

  #factsOf(of: SimulatedEnrollment, now: Instant, owner?: Sender): StepFacts {
    const { enrollment, lead, sender } = of;
    const { sequenceId } = enrollment;
    const { holds, missing } = this.#input;
    const sequence = this.#input.sequence(sequenceId);
    const own = this.#input.version(sequenceId, enrollment.version);
    const latest = versionToFollow(enrollment, sequence);
    const following = latest === enrollment.version ? own : this.#input.version(sequenceId, latest);
    const step = 'step' in enrollment.state ? enrollment.state.step : undefined;
    const version = versionOfStep(sequence, step, own, following);
    return {
      now,
      enrollment,
      lead,
      sender,
      sequence,
      version,
      following,
      holds,
      lanes: this.#lanes,
      feedback: this.#feedbackOf(of, sequence),
      content: imaginedContent(of, missing),
      addressees: imaginedAddressees,
      owner,
    };
  }

  /** Nobody answers; an invitation knows when its address was invited last (C3, C4). */
  #feedbackOf(
    { enrollment, lead }: SimulatedEnrollment,
    sequence: Sequence | undefined,
  ): StepFacts['feedback'] {
    if (sequence?.feedback === undefined || enrollment.done.includes(invitationStep)) return undefined;
    const address = invitedAddress(sequence.feedback, lead);
    if (address === undefined) return undefined;
    const invitations = this.#invitations.get(address) ?? this.#input.invitations?.(address) ?? [];
    return { ledger: { address, revision: 0, invitations } };
  }

  #perform(of: SimulatedEnrollment, effect: Effect, { events }: Decision, now: Instant): void {
    switch (effect.kind) {
      case 'take-slot':
        this.#lanes.get(effect.lane)?.days.put(effect.date, effect.slot);
        return;
      case 'give-back-slot':
        this.#lanes.get(effect.lane)?.days.remove(effect.date, effect.key);
        return;
      case 'free-slot': {
        const { date, key, at } = effect;
        const lane = this.#lanes.get(effect.lane);
        if (lane !== undefined) this.#wakeUps.free(lane, { date, key, at });
        return;
      }
      case 'write-enrollment': {
        of.enrollment = effect.after;
        this.#onChange(of, now, events);
        const { state } = effect.after;
        if (state.status === 'backlogged') this.#lanes.get(state.lane)?.queue(of);
        if (state.status === 'waiting') this.#wakeUps.close(of, plusMinutes(now, this.#input.taskMinutes));
        return;
      }
      case 'wake-at': {
        const { step, revision, lane, limited } = effect;
        const group = this.#groupOf(of, lane, limited);
        this.#wakeUps.wake(of, { at: wakeTime(effect.at, now), step, revision, group });
        return;
      }
      case 'open-lane': {
        const lane = this.#lanes.get(effect.lane);
        if (lane !== undefined) this.#open(lane, effect.date, now);
        return;
      }
      case 'wake-lane-at': {
        const lane = this.#lanes.get(effect.lane);
        const { organisation } = this.#input;
        if (lane !== undefined)
          this.#wakeUps.open(lane, laneEntryAt(organisation, lane.id, effect.at), wakeTime(effect.at, now));
        return;
      }
      case 'note-invitation':
        this.#invitations.set(effect.address, effect.invitations);
        return;
      case 'send':
        this.#decide(of, { kind: 'settle', call: effect, result: accepted }, now);
        return;
      case 'open-task':
      case 'keep-links':
      case 'cancel-task':
      case 'complete-task':
      case 'write-hold':
      case 'end-hold':
      case 'keep-message':
        return;
      default:
        assertNever(effect);
    }
  }

  /** Opens a lane: as many as the day can carry leave its queue. */
  #openLane(lane: SimulatedLane, now: Instant): void {
    const opening = new LaneOpening({ lane: lane.id, sender: lane.owner, holds: this.#input.holds, now });
    const today = localDate(now, lane.limits.zone);
    const stayed: SimulatedEnrollment[] = [];
    for (
      let page = opening.next(lane.room(today));
      page !== undefined;
      page = opening.next(lane.room(today))
    ) {
      const { priority, limit, through } = page;
      const asked = lane
        .takeDue(priority, opening.dueBy, limit)
        .map((of): Asked => ({ of, command: { kind: 'pull', through } }));
      const stays: Stays[] = [];
      for (const { of, command } of this.#inOrder(asked, now)) {
        const decision = this.#decide(of, command, now);
        if (decision !== undefined && decision.events.length > 0) continue;
        stayed.push(of);
        stays.push(decision?.stays ?? { until: nextWorkingDay(lane.owner, now), full: false });
      }
      const more = lane.hasDue(priority, opening.dueBy);
      opening.note({ pulled: asked.length - stays.length, stays, more });
    }
    for (const of of stayed) lane.queue(of);
    if (lane.hasDue(0, opening.dueBy) || lane.hasDue(1, opening.dueBy))
      this.#open(lane, opening.opensAgainOn(), now);
  }

  /** The task that an enrollment waits for is done, by the user who had it as it appeared. */
  #closeTask(of: SimulatedEnrollment, now: Instant): void {
    const { state } = of.enrollment;
    if (state.status !== 'waiting') return;
    const facts = this.#factsOf(of, now);
    const step = stepIn(facts.version, state.step) ?? goneStep(state.step);
    const owner = senderAt(step, of.sender, of.lead, state.since);
    const task = { ...taskOf(facts, step, owner), status: 'completed' as const };
    const closed = { ...task, closedAt: now, closedBy: owner.user.id };
    this.#decide(of, { kind: 'task-closed', task: closed }, now, owner);
  }

  #open(lane: SimulatedLane, date: LocalDate, now: Instant): void {
    this.#wakeUps.open(lane, lane.entryName(date), wakeTime(startOfDay(date, lane.owner.user.zone), now));
  }

  /** Opens a lane at each moment at which a hold on it ends by itself (F10). */
  #wakeAfterHolds(lane: SimulatedLane): void {
    const { organisation, holds, now } = this.#input;
    const { userId, channel: name } = laneParts(lane.id);
    const channel = channels[name].carrier;
    if (channel === undefined) return;
    for (const hold of holds) {
      const { until, since } = hold;
      if (until === undefined || until <= now || !concerns(hold, { userId, channel })) continue;
      this.#wakeUps.open(lane, laneEntryAt(organisation, lane.id, until), wakeTime(until, since));
    }
  }

  /** Wakes an enrollment that is under way. */
  #wake(of: SimulatedEnrollment, at: Instant): void {
    const { enrollment, sender } = of;
    const { state, revision } = enrollment;
    if (state.status !== 'scheduled' && state.status !== 'paused') return;
    const step = stepIn(this.#input.version(enrollment.sequenceId, enrollment.version), state.step);
    const channel = channelOf(step);
    const lane = laneId(actorOf(enrollment), channel);
    const limited = isLimited(limitsOf(channel, laneOwner(sender, lane)));
    const group = this.#groupOf(of, lane, limited);
    this.#wakeUps.wake(of, { at, step: state.step, revision, group });
  }

  /** The message group of an enrollment's wake-up. */
  #groupOf({ enrollment: { id } }: SimulatedEnrollment, lane: LaneId, limited: boolean): string {
    const { organisation } = this.#input;
    const known = limited ? this.#lanes.get(lane) : undefined;
    if (known !== undefined) return known.group;
    const wakeUp = { kind: 'step' as const, organisation, lane, enrollment: id, step: '', revision: 0 };
    return messageGroup(wakeUp, limited);
  }
}

/** A step that its version does not have any more: its task is in hand all the same. */
function goneStep(id: string): Step {
  return { id, name: '', type: 'custom', wait: { amount: 0, unit: 'minutes' } };
}
