import { channels } from '../../channels/channels.ts';
import { localDate } from '../../time/zones.ts';
import { holdOn, type Hold } from '../../holds/hold.ts';
import type { Reason } from '../../settings/reason.ts';
import { slotByHand, type SlotChange } from '../../lanes/lane-book.ts';
import { laneId } from '../../lanes/lane.ts';
import { slotKey } from '../../lanes/slot-key.ts';
import { endedBecause } from '../../sequences/ended-because.ts';
import { stepIn, type StepFacts } from '../facts.ts';
import { conflict, verdict, type Verdict } from '../decision.ts';
import type { CommandOf } from '../commands.ts';
import { decideByHand, type HandDecision } from '../decide-by-hand.ts';
import { planNext } from '../placing.ts';
import { limitsOf, type Sender } from '../planning.ts';
import { sending } from '../sending.ts';
import type { Step } from '../../sequences/step.ts';

/**
 * Sends the mail or text of a task, as its user finished it (A15), under the promise of automated ones (F3). It goes
 * out in the name of the user who has the task, takes a slot in the user's day (A3, A4) and waits for nobody (A5).
 */
export function sendByHand(facts: StepFacts, command: CommandOf<'send-by-hand'>): Verdict {
  const { enrollment, owner = facts.sender } = facts;
  const { task, by, message } = command;
  const { state, claim } = enrollment;
  if (claim !== undefined || state.status !== 'waiting' || state.step !== task.step)
    return conflict('Its enrollment does not wait for it any more.');
  const step = stepIn(facts.version, task.step);
  if (step === undefined) return conflict('Its step is gone.');
  const decision = byHandNow(facts, step, owner);
  if (decision.kind !== 'send') return conflict('It cannot be sent now.');
  const { slots } = decision;
  const attempt = enrollment.attempts + 1;
  const next = planNext(facts, step.id, { slots });
  return verdict(
    [{ type: 'claimed', step: step.id, attempt, by }],
    [...slots, ...next.slots, ...sending({ kind: 'send', step: step.id, attempt, message, next, by, slots })],
  );
}

/**
 * Whether a person may send a task's message now, and the slot that it takes; else what is against it. The slot of a try
 * before is taken anew, at another instant: that of a try that was refused is about to be given back.
 */
export type ByHandNow =
  | (Extract<HandDecision, { kind: 'send' }> & { slots: SlotChange[] })
  | { kind: 'refuse'; because: Reason }
  /** Everything of the sender waits (F10). */
  | { kind: 'held'; hold: Hold }
  /** The cap of the day leaves nothing (A3, A4). */
  | { kind: 'full'; cap: number; because: Reason };

/** Decides whether a person may send a step from its task now, in the name of the user who has it. */
export function byHandNow(facts: StepFacts, step: Step, owner: Sender): ByHandNow {
  const { enrollment, lead, sequence, version, now, holds, lanes } = facts;
  if (lead === undefined) return { kind: 'refuse', because: { kind: 'lead', fact: 'no-address' } };
  const decision = decideByHand({
    now,
    step,
    lead,
    sender: owner,
    enrolledAt: enrollment.enrolledAt,
    stopsOnConversion: version?.stopOnConversion !== false,
    ended: endedBecause(sequence, enrollment.enrolledAt),
  });
  if (decision.kind === 'refuse') return decision;
  const { channel } = decision;
  const { carrier } = channels[channel];
  const hold = holdOn(holds, { userId: owner.user.id, channel: carrier }, now);
  if (hold !== undefined) return { kind: 'held', hold };
  const { zone, perDay, perDaySetting } = limitsOf(channel, owner);
  const cap = perDay.value;
  if (cap === null) return { ...decision, slots: [] };
  const date = localDate(now, zone);
  const key = slotKey(enrollment.id, step.id);
  const book = lanes.of(owner, channel);
  const because: Reason = { kind: 'setting', setting: perDaySetting, source: perDay.source };
  const isFull = (book.day(date)?.slots.length ?? 0) >= cap;
  if (isFull && book.rankOf(date, key) === -1) return { kind: 'full', cap, because };
  return { ...decision, slots: slotByHand(book, { lane: laneId(owner.user.id, channel), date, key }, now) };
}
