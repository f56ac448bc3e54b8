import { inQuietHours } from '../scheduling/quiet-hours.ts';
import { isAllowed } from '../scheduling/windows.ts';
import type { Reason } from '../settings/reason.ts';
import { channels, type MessageChannel } from '../channels/channels.ts';
import { stepKinds, type StepType } from '../channels/step-types.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Lead } from '../people/people.ts';
import { type Step } from '../sequences/step.ts';
import type { EffectiveSettings } from '../settings/settings.ts';
import { skippedAfterBounce, skippedAfterUnsubscribe } from '../settings/skip-rules.ts';
import { windowsOf, type Sender } from './planning.ts';

/** What is known when a step is due. */
export type DueFacts = {
  now: Instant;
  step: Step;
  lead: Lead;
  sender: Sender;
  enrolledAt: Instant;
  /** Whether the conversion of the lead stops it (D5). */
  stopsOnConversion: boolean;
  /** Why its sequence is over for it (D11, E7); undefined: it goes on. */
  ended: Reason | undefined;
  /** It is of a feedback sequence: nobody who unsubscribed or whose mail bounced is asked, whatever the rules (C2). */
  feedback?: boolean | undefined;
  /** Of a feedback sequence: when the client completed the survey (C2). */
  completedAt?: Instant | undefined;
  /** It is a reminder that its feedback sequence does not send any more (C2). */
  withdrawn?: boolean | undefined;
  /** It is an invitation whose address was invited too lately (C3, C4). */
  tooEarly?: boolean | undefined;
  /** It may use a slot in its lane now; true where the lane is not limited. */
  hasSlot: boolean;
  /** The addresses that a mail to users goes to (E1). */
  addressees: readonly string[];
};

/** What to do about a due step. */
export type DueDecision =
  | { kind: 'stop'; because: Reason }
  /** Wait for a person. */
  | { kind: 'hold'; because: Reason }
  | { kind: 'skip'; because: Reason }
  /** Its windows are closed or its slot is gone: ask the lane again. */
  | { kind: 'place-again' }
  | { kind: 'open-task' }
  | { kind: 'send'; channel: MessageChannel; recipient: string; alsoTo?: readonly string[] };

/** Decides about a due step from what holds at this very moment, whatever held when it was planned. */
export function decideDue(facts: DueFacts): DueDecision {
  const { lead, sender, step, now } = facts;
  if (facts.ended !== undefined) return { kind: 'stop', because: facts.ended };
  if (facts.completedAt !== undefined)
    return { kind: 'stop', because: { kind: 'lead', fact: 'survey-completed', at: facts.completedAt } };
  const gone = leftBecause(lead, facts);
  if (gone !== undefined) return { kind: 'stop', because: gone };
  if (!sender.user.active) return { kind: 'hold', because: { kind: 'engine', rule: 'sender-inactive' } };
  const suppressed = suppressedBecause(step.type, lead, sender.settings);
  if (suppressed !== undefined) return { kind: 'skip', because: suppressed };
  const unwanted = facts.feedback === true ? unwantedBecause(step.type, lead) : undefined;
  if (unwanted !== undefined) return { kind: 'skip', because: unwanted };
  if (facts.withdrawn === true) return { kind: 'skip', because: { kind: 'engine', rule: 'step-withdrawn' } };

  const kind = stepKinds[step.type];
  const windows = windowsOf(step, sender, lead);
  if (!isAllowed(now, windows) || facts.tooEarly === true) return { kind: 'place-again' };
  if (!facts.hasSlot) return { kind: 'place-again' };
  if (!kind.automated) return { kind: 'open-task' };
  const channel = channels[kind.lane];
  if (channel.toUsers) return toUsers(kind.lane, facts.addressees);
  const recipient = channel.addressOf(lead);
  if (recipient === undefined) return { kind: 'skip', because: { kind: 'lead', fact: 'no-address' } };
  if (windows.quiet?.hours.value.policy === 'drop' && inQuietHours(now, windows.quiet)) {
    return {
      kind: 'skip',
      because: { kind: 'setting', setting: 'smsQuietHours', source: windows.quiet.hours.source },
    };
  }
  return { kind: 'send', channel: kind.lane, recipient };
}

function toUsers(channel: MessageChannel, [recipient, ...alsoTo]: readonly string[]): DueDecision {
  if (recipient === undefined) return { kind: 'skip', because: { kind: 'engine', rule: 'no-addressee' } };
  return { kind: 'send', channel, recipient, alsoTo };
}

/**
 * Why a lead is no longer followed up at all (D5): converted since it was enrolled (a contact may well be enrolled)
 * where that stops the sequence, or disqualified.
 */
export function leftBecause(
  lead: Lead,
  { enrolledAt, stopsOnConversion }: Pick<DueFacts, 'enrolledAt' | 'stopsOnConversion'>,
): Reason | undefined {
  if (stopsOnConversion && lead.convertedAt !== undefined && lead.convertedAt > enrolledAt) {
    return { kind: 'lead', fact: 'converted', at: lead.convertedAt };
  }
  return lead.status === 'disqualified' ? { kind: 'lead', fact: 'disqualified' } : undefined;
}

/**
 * Why a step of this type is skipped for this lead by the unsubscribe rules (A6) or the bounce rules (A7). A complaint
 * is an unsubscription said louder, and an address that somebody put on the suppression list counts as unsubscribed.
 */
export function suppressedBecause(
  type: StepType,
  lead: Lead,
  settings: EffectiveSettings,
): Reason | undefined {
  // What goes to users does not go to the lead (E1).
  if (channels[stepKinds[type].lane].toUsers) return undefined;
  const { bouncedAt } = lead.suppression;
  const unwilling = skippedAfterUnsubscribe(settings.unsubscribeRules.value, type)
    ? unwillingBecause(lead)
    : undefined;
  if (unwilling !== undefined) return unwilling;
  if (bouncedAt !== undefined && skippedAfterBounce(settings.bounceRules.value, type)) {
    return { kind: 'lead', fact: 'bounced', at: bouncedAt };
  }
  return undefined;
}

/** Why a lead does not want to be written to; undefined: nothing says so. */
function unwillingBecause({
  suppression: { unsubscribedAt, complainedAt, byHandAt },
}: Lead): Reason | undefined {
  if (unsubscribedAt !== undefined) return { kind: 'lead', fact: 'unsubscribed', at: unsubscribedAt };
  if (complainedAt !== undefined) return { kind: 'lead', fact: 'complained', at: complainedAt };
  return byHandAt === undefined ? undefined : { kind: 'lead', fact: 'suppressed-by-hand', at: byHandAt };
}

/** Why a client is not asked for feedback, whatever the rules A6 and A7 would let go (C2). */
function unwantedBecause(type: StepType, lead: Lead): Reason | undefined {
  const { bouncedAt } = lead.suppression;
  const unwilling = unwillingBecause(lead);
  if (unwilling !== undefined) return unwilling;
  return bouncedAt !== undefined && stepKinds[type].needs === 'email'
    ? { kind: 'lead', fact: 'bounced', at: bouncedAt }
    : undefined;
}
