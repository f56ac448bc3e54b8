import { channels, type MessageChannel } from '../channels/channels.ts';
import type { Lead } from '../people/people.ts';
import { listedForm } from '../people/suppression.ts';

/** The address that a lead is invited at, as its ledger is kept under; undefined: the lead has none. */
export function invitedAddress(
  { channel }: { channel: MessageChannel },
  lead: Pick<Lead, 'email' | 'phone'>,
): string | undefined {
  const address = channels[channel].addressOf(lead);
  return address === undefined ? undefined : listedForm(address);
}
