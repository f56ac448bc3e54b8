import { dayNumber } from '../time/day-number.ts';
import { absenceOn } from '../scheduling/opening-days.ts';
import { nextAllowed } from '../scheduling/windows.ts';
import { localDate, startOfDay } from '../time/zones.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Step } from '../sequences/step.ts';
import { windowsOf, windowZone, type Recipient, type Sender, type StepToPlan } from './planning.ts';

/** The sender on whose behalf this one acts, or itself. */
function ownSender(sender: Sender): Sender {
  return sender.actsFor ?? sender;
}

/** Whose a step is: the user whom it names (E3), else the sender of the enrollment. */
export function senderOf({ userId }: Pick<Step, 'userId'>, sender: Sender): Sender {
  const own = ownSender(sender);
  const main = own.namedBy ?? own;
  if (userId === undefined) return main;
  return main.named?.find(({ user }) => user.id === userId) ?? main;
}

/** A sender with the users whom steps name, of those that are known. */
export function withNamed(sender: Sender, named: readonly Sender[]): Sender {
  const others = named.filter(({ user }) => user.id !== sender.user.id);
  return others.length === 0
    ? sender
    : { ...sender, named: others.map((other) => ({ ...other, namedBy: sender })) };
}

/** Everybody who may act for an enrollment: its sender, whom its steps name, and who stands in for any of them. */
export function everyActor(sender: Sender): Sender[] {
  const main = senderOf({}, sender);
  return [main, ...(main.named ?? [])].flatMap((one) => [one, ...(one.delegates ?? [])]);
}

/**
 * Who acts on a step towards a recipient at an instant: whose it is, during an absence a delegate, when that is an active user
 * (F7). The days of an absence are read on the clock of the working days.
 */
export function senderAt(
  step: Pick<Step, 'userId'>,
  sender: Sender,
  recipient: Recipient,
  at: Instant,
): Sender {
  const own = senderOf(step, sender);
  if (own.delegates === undefined) return own;
  const today = dayNumber(localDate(at, windowZone(own, recipient)));
  const absence = absenceOn(today, own.settings.absences.value);
  const delegate = own.delegates.find(({ user }) => user.id === absence?.standIn);
  return delegate === undefined ? own : { ...delegate, actsFor: own };
}

/**
 * A step to place, in the lane of who is to act on it (F7): whoever may first, the sender outside the own absences or
 * a delegate during one. A delegate acts by the own settings: windows, caps and zone; absences of its own shut its
 * days and are handed to nobody further.
 *
 * @param earliest no slot is given before it
 */
export function withActingSender<Plan extends StepToPlan & { sender: Sender }>(
  plan: Plan,
  earliest: Instant,
): Plan {
  const own = senderOf(plan.step, plan.sender);
  if (own.delegates === undefined) return own === plan.sender ? plan : { ...plan, sender: own };
  const from = later(later(plan.due, plan.notBefore ?? plan.due), earliest);
  let acting: Pick<StepToPlan, 'notBefore'> & { sender: Sender } = { sender: own };
  let first = opening(plan, own, from);
  for (const absence of own.settings.absences.value) {
    const notBefore = later(from, startOfDay(absence.from, windowZone(own, plan.recipient)));
    const sender = senderAt(plan.step, own, plan.recipient, notBefore);
    const at = opening(plan, sender, notBefore);
    if (
      sender === own ||
      at === undefined ||
      senderAt(plan.step, own, plan.recipient, at).user.id !== sender.user.id
    )
      continue;
    if (first === undefined || at < first) [acting, first] = [{ sender, notBefore }, at];
  }
  return { ...plan, ...acting };
}

/** When a step may run first in the hands of a sender; undefined: never. */
function opening({ step, recipient }: StepToPlan, sender: Sender, from: Instant): Instant | undefined {
  const allowed = nextAllowed(from, windowsOf(step, sender, recipient));
  return allowed.kind === 'allowed' ? allowed.at : undefined;
}

function later(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}
