import { scopeOfHold, type Hold } from '../../domain/holds/hold.ts';
import { holdByPerson } from '../../domain/holds/person-hold.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import { change } from '../../ports/change.ts';
import { ofTheOperator } from './operators-hold.ts';
import { wakeHeldLanesAt, type HoldPorts } from './wake-held-lanes.ts';

/** What an admin says of a hold. */
export type HoldInput = { note?: string | undefined; until?: Instant | undefined };

/**
 * Holds an organisation or a sender on an admin's word (F10), or says anew why and until when. What queues meanwhile is
 * woken at `until`; the wake-ups are made first, so that the hold cannot be without them (F4).
 */
export async function putHold(
  ports: HoldPorts,
  request: { caller: Caller; id: string; values: HoldInput; now: Instant },
): Promise<{ kind: 'saved'; hold: Hold; created: boolean } | Refusal> {
  const { caller, id, values, now } = request;
  const { organisation, userId } = caller;
  const scope = scopeOfHold(id);
  if (scope === undefined) return { kind: 'not-found', what: 'hold', id };
  if (scope.level === 'stage') return ofTheOperator();
  if (values.until !== undefined && values.until <= now) {
    const message = 'That moment is past: give one to come, or none to hold until it is released.';
    return { kind: 'invalid', problems: [{ path: ['until'], message }] };
  }
  if (scope.userId !== undefined && (await ports.store.users.get(organisation, scope.userId)) === undefined) {
    return { kind: 'not-found', what: 'user', id: scope.userId };
  }
  const saved = await change(
    ports.store.holds,
    {
      organisation,
      id,
      before: async (hold) => {
        if (values.until !== undefined) await wakeHeldLanesAt(ports, hold, values.until);
      },
    },
    (hold) => ({ write: holdByPerson(hold, { ...scope, organisation }, { userId, ...values }, now) }),
  );
  return { kind: 'saved', hold: saved.item, created: saved.item.since === now };
}
