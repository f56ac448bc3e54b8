import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import { listedForm, type SuppressionReason } from '../../domain/people/suppression.ts';
import type { WholePorts } from '../core/engine-ports.ts';
import { suppressAddress, type Listed } from './suppress-address.ts';

/** An address as somebody puts it on the list: one of the two, since when, and why. */
export type AddressInput = {
  email?: string | undefined;
  phone?: string | undefined;
  reason: SuppressionReason;
  at?: Instant | undefined;
  note?: string | undefined;
};

/** Puts an address on the suppression list on somebody's word; nobody can know of a date to come. */
export async function addByHand(
  ports: WholePorts,
  request: { caller: Caller; input: AddressInput; now: Instant },
): Promise<Listed | Refusal> {
  const { caller, input, now } = request;
  const { email, phone, reason, at = now, note } = input;
  if (at > now) {
    const message = 'The date is yet to come: give the day on which it happened, or none.';
    return { kind: 'invalid', problems: [{ path: ['at'], message }] };
  }
  const { organisation, userId: by } = caller;
  const address = listedForm(email ?? phone ?? '');
  return suppressAddress(ports, { organisation, address, reason, at, source: 'user', by, note }, now);
}
