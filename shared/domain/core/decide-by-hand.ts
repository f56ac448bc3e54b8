import { inQuietHours } from '../scheduling/quiet-hours.ts';
import type { Reason } from '../settings/reason.ts';
import { channels, type MessageChannel } from '../channels/channels.ts';
import { messageChannelOf } from '../channels/step-types.ts';
import { leftBecause, suppressedBecause, type DueFacts } from './decide-due.ts';

/** What becomes of a mail or text that a person wants to send from a task. */
export type HandDecision =
  { kind: 'send'; channel: MessageChannel; recipient: string } | { kind: 'refuse'; because: Reason };

/**
 * Decides whether a person may send now (A15): nobody is written to whom the rules keep out (A6, A7, D5), and no text
 * goes out in quiet hours (E4). Working hours do not bind a person, nor does the delay between mails (A5).
 */
export function decideByHand({
  now,
  step,
  lead,
  sender,
  ended,
  ...facts
}: Omit<DueFacts, 'hasSlot' | 'addressees'>): HandDecision {
  const refuse = (because: Reason): HandDecision => ({ kind: 'refuse', because });
  if (ended !== undefined) return refuse(ended);
  const gone = leftBecause(lead, facts) ?? suppressedBecause(step.type, lead, sender.settings);
  if (gone !== undefined) return refuse(gone);
  if (!sender.user.active) return refuse({ kind: 'engine', rule: 'sender-inactive' });
  const channel = messageChannelOf(step.type) ?? 'mail';
  const recipient = channels[channel].addressOf(lead);
  if (recipient === undefined) return refuse({ kind: 'lead', fact: 'no-address' });
  const hours = sender.settings.smsQuietHours;
  if (
    channels[channel].quietHours !== undefined &&
    inQuietHours(now, { zone: lead.zone ?? sender.user.zone, hours })
  ) {
    return refuse({ kind: 'setting', setting: 'smsQuietHours', source: hours.source });
  }
  return { kind: 'send', channel, recipient };
}
