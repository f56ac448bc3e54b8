import { dayNumber } from '../calendar/day-number.ts';
import { absenceOn } from '../calendar/opening-days.ts';
import { nextAllowed } from '../calendar/windows.ts';
import { localDate, startOfDay } from '../calendar/zones.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Step } from '../sequence/step.ts';
import { windowsOf, type Recipient, type Sender } from './planning.ts';

/** The sender on whose behalf this one acts, or itself. */
export function ownSender(sender: Sender): Sender {
  return sender.actsFor ?? sender;
}

/** Who acts for a sender at an instant: during an absence its stand-in, when that is an active user (F7). */
export function senderAt(sender: Sender, at: Instant): Sender {
  const own = ownSender(sender);
  if (own.standIns === undefined) return own;
  const today = dayNumber(localDate(at, own.user.zone));
  const absence = absenceOn(today, own.settings.absences.value);
  const standIn = own.standIns.find(({ user }) => user.id === absence?.standIn);
  return standIn === undefined ? own : { ...standIn, actsFor: own };
}

/**
 * Who is to act on a step from an instant on (F7): whoever may first, the sender outside the own absences or a
 * stand-in during one. A stand-in acts by the own settings: windows, caps and zone; absences of its own shut its
 * days and are handed to nobody further.
 */
export function actingSender(sender: Sender, step: Step, recipient: Recipient, from: Instant): Sender {
  const own = ownSender(sender);
  if (own.standIns === undefined) return own;
  const candidates = own.settings.absences.value.map(({ from: first }) => {
    const begins = startOfDay(first, own.user.zone);
    return from > begins ? from : begins;
  });
  let acting = own;
  let earliest = opening(own, step, recipient, from);
  for (const start of candidates) {
    const standIn = senderAt(own, start);
    const at = opening(standIn, step, recipient, start);
    if (standIn === own || at === undefined || senderAt(own, at).user.id !== standIn.user.id) continue;
    if (earliest === undefined || at < earliest) [acting, earliest] = [standIn, at];
  }
  return acting;
}

function opening(sender: Sender, step: Step, recipient: Recipient, from: Instant): Instant | undefined {
  const allowed = nextAllowed(from, windowsOf(step, sender, recipient));
  return allowed.kind === 'allowed' ? allowed.at : undefined;
}
