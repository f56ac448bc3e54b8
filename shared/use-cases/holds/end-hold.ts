import { isInForce, scopeOfHold, type Hold } from '../../domain/holds/hold.ts';
import { ended } from '../../domain/holds/person-hold.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import { change } from '../../ports/change.ts';
import { ofTheOperator } from './operators-hold.ts';
import { wakeHeldLanes, type HoldPorts } from './wake-held-lanes.ts';

/** Ends a hold on somebody's word, whoever began it; `not-found`: none is in force. */
export async function releaseHold(
  ports: HoldPorts,
  { caller, id, now }: { caller: Caller; id: string; now: Instant },
): Promise<{ kind: 'released'; hold: Hold } | Refusal> {
  const scope = scopeOfHold(id);
  if (scope?.level === 'stage') return ofTheOperator();
  const hold = await endHold(ports, { organisation: caller.organisation, id, now });
  return hold === undefined ? { kind: 'not-found', what: 'hold', id } : { kind: 'released', hold };
}

/**
 * Ends the hold that is in force, and wakes the lanes that it kept back; undefined: none was. Written first: if the
 * lanes are not woken for it, the sweep does.
 */
export async function endHold(
  ports: Omit<HoldPorts, 'scheduler'>,
  { organisation, id, now }: { organisation: string; id: string; now: Instant },
): Promise<Hold | undefined> {
  const over = await change(ports.store.holds, { organisation, id }, (hold) =>
    hold === undefined || !isInForce(hold, now) ? 'unchanged' : { write: ended(hold, now) },
  );
  if (over.kind === 'unchanged') return undefined;
  await wakeHeldLanes(ports, over.item);
  return over.item;
}
