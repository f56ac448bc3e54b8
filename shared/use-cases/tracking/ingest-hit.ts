import { epochSeconds } from '../../domain/time/instants.ts';
import { secondsToWait, hitExpiry, type TrackingHit } from '../../domain/tracking/tracking-hit.ts';
import type { Queue } from '../../ports/queue.ts';
import type { Store } from '../../ports/store.ts';

type Ports = { store: Pick<Store, 'visits'>; queue: Pick<Queue, 'decideHit'> };

/**
 * Takes in an opening or a click, to be decided about when no other can change what it was (F8). It is handed on
 * first: a crash in between leaves it to be recorded all the same, only unseen by the others of its burst.
 */
export async function ingestHit(ports: Ports, hit: TrackingHit): Promise<void> {
  await ports.queue.decideHit(hit, secondsToWait(hit));
  if (hit.link === undefined || hit.link.of < 2) return;
  const expiresAt = epochSeconds(hitExpiry(hit.at));
  await ports.store.visits.put({ ...hit, revision: 1, expiresAt }, 'absent');
}
