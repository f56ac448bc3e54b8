import { localDate } from '../../time/zones.ts';
import { holdOn, type Hold } from '../../holds/hold.ts';
import type { Because } from '../../settings/because.ts';
import type { PlaceChange } from '../../lanes/lane-book.ts';
import { laneId } from '../../lanes/lane.ts';
import { placeKey } from '../../lanes/place-key.ts';
import { stepIn, type StepFacts } from '../facts.ts';
import { conflict, verdict, type Verdict } from '../decision.ts';
import type { CommandOf } from '../commands.ts';
import { decideByHand, type HandDecision } from '../decide-by-hand.ts';
import { lanesWith, planNext } from '../placing.ts';
import { limitsOf, type Sender } from '../planning.ts';
import { sending } from '../sending.ts';
import type { Step } from '../../sequences/step.ts';

/**
 * Sends the mail or text of a task, as its user finished it (A15), under the promise of automated ones (F3). It goes
 * out in the name of the user who has the task, takes a place in the user's day (A3, A4) and waits for nobody (A5).
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
  const { places } = decision;
  const attempt = enrollment.attempts + 1;
  const next = planNext({ ...facts, lanes: lanesWith(facts.lanes, places) }, step.id);
  return verdict(
    [{ type: 'claimed', step: step.id, attempt, by }],
    [...places, ...next.places, ...sending({ step: step.id, attempt, message, next, by, places })],
  );
}

/** Whether a person may send a task's message now, and the place that it takes; else what is against it. */
export type ByHandNow =
  | (Extract<HandDecision, { kind: 'send' }> & { places: PlaceChange[] })
  | { kind: 'refuse'; because: Because }
  /** Everything of the sender waits (F10). */
  | { kind: 'held'; hold: Hold }
  /** The cap of the day leaves nothing (A3, A4). */
  | { kind: 'full'; cap: number; because: Because };

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
    sequenceDeleted: sequence === undefined || sequence.status === 'deleted',
  });
  if (decision.kind === 'refuse') return decision;
  const { channel } = decision;
  const hold = holdOn(holds, { userId: owner.user.id, channel }, now);
  if (hold !== undefined) return { kind: 'held', hold };
  const { zone, perDay, perDaySetting } = limitsOf(channel, owner);
  const cap = perDay.value;
  if (cap === null) return { ...decision, places: [] };
  const date = localDate(now, zone);
  const key = placeKey(enrollment.id, step.id);
  const book = lanes.of(owner, channel);
  if (book.rankOf(date, key) !== -1) return { ...decision, places: [] };
  const because: Because = { kind: 'setting', setting: perDaySetting, source: perDay.source };
  if ((book.day(date)?.places.length ?? 0) >= cap) return { kind: 'full', cap, because };
  const place = { key, at: now, gap: 0, due: now, priority: 0 as const };
  return { ...decision, places: [{ kind: 'take-place', lane: laneId(owner.user.id, channel), date, place }] };
}
