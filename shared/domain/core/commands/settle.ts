import type { StepId, UserId } from '../../kernel/ids.ts';
import { channels, type Carrier } from '../../channels/channels.ts';
import { plusMinutes } from '../../time/instants.ts';
import { concerns, holdId, isInForce, type Hold } from '../../holds/hold.ts';
import { isProbe, probeRefused, raise, scopeOfRefusal } from '../../holds/provider-hold.ts';
import { joined } from '../../kernel/lists.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import type { Reason } from '../../settings/reason.ts';
import { taskId } from '../../tasks/task.ts';
import { channelOf, giveBack, nothing, verdict, type Verdict } from '../decision.ts';
import type { CommandOf } from '../commands.ts';
import type { Effect } from '../effects.ts';
import { actorOf, type EnrollmentState } from '../enrollment.ts';
import type { EnrollmentEvent } from '../events.ts';
import { stepIn, type StepFacts } from '../facts.ts';
import { laneId } from '../../lanes/lane.ts';
import { slotKey } from '../../lanes/slot-key.ts';
import { sentEvents } from '../sent-events.ts';
import { toKeep } from '../sent-message.ts';
import { senderAt } from '../delegate.ts';
import { unknownEvent } from '../unknown-outcome.ts';
import { usesSlot } from '../uses-slot.ts';
import { heldEvents } from './held.ts';

/** Tries that a provider who says "later" gets; the wait doubles from a minute, about four hours in all. */
const MOST_ATTEMPTS = 8;

type Settled = Extract<EnrollmentState, { status: 'sending' | 'unknown' }>;

/**
 * Writes what the provider answered (F3); where the enrollment was changed meanwhile (paused, stopped, replied), onto
 * what it is now. Nothing when the claim is settled already, as by an event of the provider.
 */
export function settle(facts: StepFacts, { call, result }: CommandOf<'settle'>): Verdict {
  const { state, claim } = facts.enrollment;
  const keeps = mayBeOut(result) ? keeping(facts, call) : nothing.effects;
  if (claim === undefined) return leftOver(facts, call, keeps);
  if (claim.step !== call.step || claim.attempt !== call.attempt) return nothing;
  // Unknown: paused and resumed, or given up for dead, while the provider was called.
  const waits = (state.status === 'sending' || state.status === 'unknown') && state.step === call.step;
  const { next, by, step } = call;
  switch (result.kind) {
    case 'accepted': {
      const { message } = call;
      const { kind: channel, sender, recipient, contentHash, subject } = message;
      const { messageId } = result;
      const sent = {
        type: 'sent' as const,
        step,
        channel,
        messageId,
        sender,
        recipient,
        contentHash,
        subject,
      };
      const holds = heldByProvider(facts, { userId: sender, channel: channels[channel].carrier });
      const ends = holds.map((hold): Effect => ({ kind: 'end-hold', hold }));
      return follows(sentEvents(sent, by), call, waits, [...ends, ...keeps]);
    }
    case 'refused': {
      const because: Reason = { kind: 'provider', code: result.code, message: result.message };
      if (by !== undefined) return returned(facts, call, waits, because);
      if (!result.retry || call.attempt >= MOST_ATTEMPTS)
        return follows([{ type: 'failed', step, because }], call, waits);
      const events = waits ? [retry(state, call, because, facts.now)] : [released(step, because)];
      return verdict(events, giveBack(next.slots));
    }
    case 'held':
      return held(facts, call, waits, result);
    case 'unknown': {
      const because: Reason = { kind: 'provider', code: result.code, message: result.message };
      const events = waits ? [unknownEvent(step, because, facts.now)] : [];
      return verdict(events, [...giveBack(next.slots), ...keeps]);
    }
    default:
      return assertNever(result);
  }
}

/** Whether a message went out, or may have. */
function mayBeOut({ kind }: CommandOf<'settle'>['result']): boolean {
  switch (kind) {
    case 'accepted':
    case 'unknown':
      return true;
    case 'refused':
    case 'held':
      return false;
  }
}

/** What is kept of the words of a message, for as many days as the organisation decided (F9). */
function keeping(
  { enrollment, sender, now }: StepFacts,
  call: CommandOf<'settle'>['call'],
): readonly Effect[] {
  const days = sender.settings.sentTextDays.value;
  const message = toKeep(enrollment, call, { days, now });
  return message === undefined ? nothing.effects : [{ kind: 'keep-message', message }];
}

/** Settled already: slots that were taken for the next step are given back, unless who settled it planned with them. */
function leftOver(
  { enrollment }: StepFacts,
  { next }: CommandOf<'settle'>['call'],
  keeps: readonly Effect[],
): Verdict {
  const unused = next.slots.filter(
    (change) =>
      change.kind === 'take-slot' && !usesSlot(enrollment, { date: change.date, key: change.slot.key }),
  );
  return verdict([], [...giveBack(unused), ...keeps]);
}

/** The step is behind the enrollment: what was planned before the call follows, unless it does not wait for it any more. */
function follows(
  done: readonly EnrollmentEvent[],
  { next }: CommandOf<'settle'>['call'],
  waits: boolean,
  effects: readonly Effect[] = [],
): Verdict {
  return waits
    ? verdict(joined(done, next.events), effects)
    : verdict(done, [...giveBack(next.slots), ...effects]);
}

function released(step: StepId, because: Reason): EnrollmentEvent {
  return { type: 'released', step, because };
}

/** A person sent it: who did is told, and has the task in hand again. */
function returned(
  { enrollment }: StepFacts,
  { step, next, slots = [] }: CommandOf<'settle'>['call'],
  waits: boolean,
  because: Reason,
): Verdict {
  const opened: EnrollmentEvent = { type: 'task-opened', step, taskId: taskId(enrollment.id, step) };
  return verdict(
    [released(step, because), ...(waits ? [opened] : [])],
    [...giveBack(next.slots), ...giveBack(slots)],
  );
}

function retry(
  state: EnrollmentState,
  { step, attempt }: CommandOf<'settle'>['call'],
  because: Reason,
  now: StepFacts['now'],
): EnrollmentEvent {
  const { due, place, standIn } = state as Settled;
  const until = plusMinutes(now, 2 ** (attempt - 1));
  return { type: 'deferred', step, due, until, place, standIn, because: [because] };
}

/** The holds of the provider in force that concern a sender: one message that goes out ends them. */
function heldByProvider(
  { holds, now }: StepFacts,
  sender: { userId: UserId; channel: Carrier },
): readonly Hold[] {
  if (holds.length === 0) return holds;
  return holds.filter(
    (hold) => hold.reason.kind === 'provider' && isInForce(hold, now) && concerns(hold, sender),
  );
}

/** Refused because of the account or the sender: a hold is raised, and the step waits for its end (F10). */
function held(
  facts: StepFacts,
  call: CommandOf<'settle'>['call'],
  waits: boolean,
  refusal: Extract<CommandOf<'settle'>['result'], { kind: 'held' }>,
): Verdict {
  const { lead, version, now, enrollment } = facts;
  const because = { kind: 'provider' as const, code: refusal.code, message: refusal.message };
  const { kind, sender: userId } = call.message;
  const channel = channels[kind].carrier;
  const refused = { ...refusal, organisation: enrollment.organisation, userId, channel };
  const id = holdId(scopeOfRefusal(refused));
  // One that is over counts too: the next begins as its next revision.
  const existing = facts.holds.find((one) => one.id === id);
  const hold =
    existing !== undefined && isInForce(existing, now) && isProbe(existing, enrollment.id)
      ? probeRefused(existing, refusal, now)
      : raise(existing, refused, now);
  const step = stepIn(version, call.step);
  const acting = lead === undefined ? facts.sender : senderAt(step ?? {}, facts.sender, lead, now);
  const lane = laneId(acting.user.id, channelOf(step));
  const raised: Effect[] = hold === existing ? [] : [{ kind: 'write-hold', hold }];
  const { state } = enrollment;
  if (state.status === 'sending' && state.place !== undefined) {
    const key = slotKey(enrollment.id, call.step);
    raised.push({
      kind: 'free-slot',
      lane: laneId(actorOf(enrollment), channelOf(step)),
      date: state.place,
      key,
      at: now,
    });
  }
  if (hold.probe !== undefined) raised.push({ kind: 'wake-lane-at', lane, at: hold.probe.at });
  if (call.by !== undefined) {
    const back = returned(facts, call, waits, because);
    return back.kind === 'verdict' ? verdict(back.events, [...back.effects, ...raised]) : back;
  }
  const events =
    waits && step !== undefined
      ? heldEvents(facts, step, acting, hold.id, because)
      : [released(call.step, because)];
  return verdict(events, [...giveBack(call.next.slots), ...raised]);
}
