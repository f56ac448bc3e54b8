import { EVERY_ORGANISATION, holdLevels, isInForce, type Hold } from '../../domain/holds/hold.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { canAccess, type Caller } from '../../domain/people/access.ts';
import type { Store } from '../../ports/store.ts';
import { listAll } from '../list-all.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';

/** What is held at present: of the stage, of the caller's organisation, and of the senders whom the caller can access. */
export async function listHolds(
  { store }: { store: Pick<Store, 'holds' | 'users'> },
  { caller, now }: { caller: Caller; now: Instant },
): Promise<Hold[]> {
  const [access, own, ofStage] = await Promise.all([
    loadAccessScope(store, caller),
    listAll(store.holds, caller.organisation),
    listAll(store.holds, EVERY_ORGANISATION),
  ]);
  return [...ofStage, ...own]
    .filter((hold) => isInForce(hold, now) && (hold.userId === undefined || canAccess(access, hold.userId)))
    .toSorted((a, b) => holdLevels.indexOf(a.level) - holdLevels.indexOf(b.level));
}
