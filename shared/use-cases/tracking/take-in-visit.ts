import { epochSeconds } from '../../domain/time/instants.ts';
import { secondsToWait, visitExpiry, type Visit } from '../../domain/tracking/visit.ts';
import type { Store } from '../../ports/store.ts';
import type { VisitQueue } from '../../ports/visits.ts';

type Ports = { store: Pick<Store, 'visits'>; visits: VisitQueue };

/**
 * Takes in an opening or a click, to be decided about when no other can change what it was (F8). It is handed on
 * first: a crash in between leaves it to be recorded all the same, only unseen by the others of its burst.
 */
export async function takeInVisit(ports: Ports, visit: Visit): Promise<void> {
  await ports.visits.later(visit, secondsToWait(visit));
  if (visit.link === undefined || visit.link.of < 2) return;
  const expiresAt = epochSeconds(visitExpiry(visit.at));
  await ports.store.visits.put({ ...visit, revision: 1, expiresAt }, 'absent');
}
