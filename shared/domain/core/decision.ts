import type { StepId, UserId } from '../kernel/ids.ts';
import type { Channel } from '../channels/channels.ts';
import { limitsOf, type Sender } from './planning.ts';
import type { SlotChange } from '../lanes/lane-book.ts';
import { isLimited, laneId, laneParts, type LaneId } from '../lanes/lane.ts';
import { slotKey } from '../lanes/slot-key.ts';
import type { LocalDate } from '../kernel/instant.ts';
import { joined } from '../kernel/lists.ts';
import type { Refusal } from '../kernel/refusal.ts';
import { stepKinds } from '../channels/step-types.ts';
import type { SequenceVersion, Step } from '../sequences/step.ts';
import type { Effect } from './effects.ts';
import { actorOf, isOver, type Enrollment } from './enrollment.ts';
import type { EnrollmentEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { stepIn, type EnrollmentFacts, type StepFacts } from './facts.ts';
import { everyActor } from './delegate.ts';
import { taskInHand } from './task-in-hand.ts';

/**
 * What is decided: what happened to the enrollment, in the past tense, and what is to be done, in order. Neither: there
 * was nothing to do, as when it was done before. `after`: the enrollment with these events.
 */
export type Decision = {
  kind: 'decided';
  events: readonly EnrollmentEvent[];
  effects: readonly Effect[];
  after: Enrollment;
  stays?: Stays | undefined;
};

/** A step stays in the queue of its lane until a day; `full`: since the lane has no slot for it, nor for younger ones. */
export type Stays = { until: LocalDate; full: boolean };

/** What a decider says: its events, and the effects that do not follow from them by themselves. */
export type Verdict =
  | {
      kind: 'verdict';
      events: readonly EnrollmentEvent[];
      effects: readonly Effect[];
      stays?: Stays | undefined;
    }
  | Refusal;

/** Nothing to do. */
export const nothing: Extract<Verdict, { kind: 'verdict' }> = { kind: 'verdict', events: [], effects: [] };

/** These events, and effects beside those that follow from them. */
export function verdict(events: readonly EnrollmentEvent[], effects: readonly Effect[] = []): Verdict {
  return events.length === 0 && effects.length === 0 ? nothing : { kind: 'verdict', events, effects };
}

/** It cannot be done in the present state of the enrollment. */
export function conflict(detail: string): Refusal {
  return { kind: 'conflict', detail };
}

/** What is known beside the enrollment, where it was asked for. */
type Known = EnrollmentFacts & Partial<Pick<StepFacts, 'version' | 'following'>>;

/**
 * The decision that a verdict makes: its events folded into the enrollment, and with its own effects those that follow
 * from how the enrollment was before and is after: its wake-up, its write, what it held and needs no more.
 *
 * @param settles the provider has answered: that is written before its wake-up is made (F3).
 */
export function decisionOf(
  facts: Known,
  { events, effects, stays }: Extract<Verdict, { kind: 'verdict' }>,
  settles: boolean,
): Decision {
  const { enrollment: before } = facts;
  if (events.length === 0) return { kind: 'decided', events, effects, after: before, stays };
  const after = evolve(before, events, facts.now);
  const wakeUp = wakeUpOf(facts, after);
  const write: Effect = { kind: 'write-enrollment', before, after };
  const written = wakeUp === undefined ? [write] : settles ? [write, wakeUp] : [wakeUp, write];
  const left = leftBehind(facts, before, after);
  const inOrder = effects.length + left.length === 0 ? written : around(written, effects, left);
  return { kind: 'decided', events, effects: inOrder, after };
}

/** The effects of a decider around what is written, and what is left behind after it; see `order`. */
function around(
  written: readonly Effect[],
  effects: readonly Effect[],
  left: readonly Effect[],
): readonly Effect[] {
  const after = effects.findIndex((effect) => !comesBeforeWrite(effect));
  if (after === -1) return joined(effects, joined(written, left));
  const early = effects.filter(comesBeforeWrite);
  const late = effects.filter((effect) => !comesBeforeWrite(effect));
  return joined(joined(early, written), joined(left, late));
}

/** Whether an effect of a decider comes before the write of the enrollment, or after it; see `order`. */
function comesBeforeWrite({ kind }: Effect): boolean {
  return (
    kind === 'take-slot' ||
    kind === 'give-back-slot' ||
    kind === 'open-task' ||
    kind === 'keep-links' ||
    kind === 'note-invitation'
  );
}

/** What wakes an enrollment as it stands: at its instant, or with the queue of its lane (F4). */
export function wakeUpOf(facts: Known, after: Enrollment): Effect | undefined {
  const { state } = after;
  switch (state.status) {
    case 'scheduled':
      return wakeAt(facts, after, state.step, state.at);
    case 'paused':
      return state.until === undefined ? undefined : wakeAt(facts, after, state.step, state.until);
    case 'backlogged': {
      const owner = laneOwner(facts.sender, state.lane);
      return { kind: 'open-lane', lane: state.lane, date: state.opensOn, owner };
    }
    case 'sending':
    case 'unknown':
    case 'waiting':
    case 'stopped':
    case 'finished':
      return undefined;
  }
}

function wakeAt(facts: Known, after: Enrollment, step: StepId, at: Enrollment['changedAt']): Effect {
  const channel = channelOf(knownStep(facts, after.version, step));
  const actor = actorOf(after);
  const lane = laneId(actor, channel);
  const limited = isLimited(limitsOf(channel, oneOf(facts.sender, actor)));
  return { kind: 'wake-at', step, revision: after.revision, at, lane, limited };
}

/** A step of one of the versions that are known. */
function knownStep({ version, following }: Known, number: number, id: string): Step | undefined {
  const of: SequenceVersion | undefined = following?.version === number ? following : version;
  return stepIn(of, id);
}

/** The lane that a step wakes in; that of mail when the step is not known. */
export function channelOf(step: Pick<Step, 'type'> | undefined): Channel {
  return step === undefined ? 'mail' : stepKinds[step.type].lane;
}

/** The user of a lane that a sender's step is in: the sender, or who stands in (F7). */
export function laneOwner(sender: Sender, lane: LaneId): Sender {
  return oneOf(sender, laneParts(lane).userId);
}

/** A sender, or the one of those who may act that a user is. */
function oneOf(sender: Sender, userId: UserId): Sender {
  if (sender.user.id === userId) return sender;
  return everyActor(sender).find(({ user }) => user.id === userId) ?? sender;
}

/**
 * What an enrollment held before a change and does not need after it: its slot, so that another goes instead, and its
 * open task; a task whose message is now known to have gone out is completed.
 */
function leftBehind(facts: Known, before: Enrollment, after: Enrollment): readonly Effect[] {
  const { events } = after;
  for (const event of events) {
    if (event.type !== 'sent' || event.by === undefined) continue;
    const { step, by } = event;
    return [{ kind: 'complete-task', step, by, at: before.claim?.at ?? facts.now }];
  }
  const task = taskInHand(before);
  const cancels =
    task !== undefined && (isOver(after.state) || events.some(({ type }) => type === 'skipped'));
  const effects: readonly Effect[] = cancels ? [{ kind: 'cancel-task', taskId: task }] : nothing.effects;
  const { state } = before;
  if (state.status !== 'scheduled' || state.place === undefined) return effects;
  const used = events.some(({ type }) => type === 'sent' || type === 'task-opened' || type === 'claimed');
  if (used || keepsSlot(before, after)) return effects;
  const lane = laneId(actorOf(before), channelOf(stepIn(facts.version, state.step)));
  const key = slotKey(before.id, state.step);
  return [...effects, { kind: 'free-slot', lane, date: state.place, key, at: state.at }];
}

function keepsSlot(before: Enrollment, after: Enrollment): boolean {
  if (!('place' in after.state) || !('place' in before.state)) return false;
  const { step, place } = before.state;
  return after.state.step === step && after.state.place === place && actorOf(after) === actorOf(before);
}

/** The effects that give slots back which a decision took and another way is gone: these, and none that was taken since. */
export function giveBack(slots: readonly SlotChange[]): Effect[] {
  return slots.flatMap((change): Effect[] => {
    if (change.kind !== 'take-slot') return [];
    const { lane, date, slot } = change;
    return [{ kind: 'free-slot', lane, date, key: slot.key, at: slot.at }];
  });
}
