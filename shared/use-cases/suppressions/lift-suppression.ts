import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import { isInForce, type SuppressedAddress } from '../../domain/people/suppression.ts';
import { change } from '../../ports/change.ts';
import type { WholePorts } from '../core/engine-ports.ts';
import { carryOver } from './follow-list.ts';

/**
 * Takes an address off the suppression list for its reason: it stays as a note of who lifted it, and the leads that
 * have it are written to again, unless something else keeps them from it. Lifting again changes nothing.
 */
export async function liftSuppression(
  ports: WholePorts,
  request: { caller: Caller; id: string; note?: string | undefined; now: Instant },
): Promise<{ kind: 'lifted'; entry: SuppressedAddress } | Refusal> {
  const { id, now } = request;
  const entry = await lift(ports, request);
  if (entry === undefined) return { kind: 'not-found', what: 'suppression', id };
  await carryOver(ports, entry, now);
  return { kind: 'lifted', entry };
}

async function lift(
  ports: WholePorts,
  { caller, id, note, now }: { caller: Caller; id: string; note?: string | undefined; now: Instant },
): Promise<SuppressedAddress | undefined> {
  const of = { organisation: caller.organisation, id };
  const { item } = await change(ports.store.suppressions, of, (entry) => {
    if (entry === undefined || !isInForce(entry)) return 'unchanged';
    return { write: { ...entry, lifted: { at: now, by: caller.userId, note } } };
  });
  return item;
}
