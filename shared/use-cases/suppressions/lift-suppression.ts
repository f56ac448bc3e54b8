import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/authority.ts';
import { isInForce, type SuppressedAddress } from '../../domain/people/suppression.ts';
import { ContentionError } from '../engine/contention.ts';
import type { WholePorts } from '../engine/engine-ports.ts';
import { carryOver } from './follow-list.ts';

const ATTEMPTS = 8;

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
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const existing = await ports.store.suppressions.get(caller.organisation, id);
    if (existing === undefined || !isInForce(existing)) return existing;
    const lifted = { at: now, by: caller.userId, note };
    const entry = { ...existing, lifted, revision: existing.revision + 1 };
    if ((await ports.store.suppressions.put(entry, existing.revision)) === 'written') return entry;
  }
  throw new ContentionError(`Suppression ${id} is contended`);
}
