import { EVERY_ORGANISATION, holdLevels, isInForce, type Hold } from '../../domain/holds/hold.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { reaches, type Caller } from '../../domain/people/authority.ts';
import type { Store } from '../../ports/store.ts';
import { listAll } from '../list-all.ts';
import { loadReach } from '../people/load-reach.ts';

/** What is held at present: of the stage, of the caller's organisation, and of the senders whom the caller reaches. */
export async function listHolds(
  { store }: { store: Pick<Store, 'holds' | 'users'> },
  { caller, now }: { caller: Caller; now: Instant },
): Promise<Hold[]> {
  const [reach, own, ofStage] = await Promise.all([
    loadReach(store, caller),
    listAll(store.holds, caller.organisation),
    listAll(store.holds, EVERY_ORGANISATION),
  ]);
  return [...ofStage, ...own]
    .filter((hold) => isInForce(hold, now) && (hold.userId === undefined || reaches(reach, hold.userId)))
    .toSorted((a, b) => holdLevels.indexOf(a.level) - holdLevels.indexOf(b.level));
}
