import type { CrmKind } from '../../domain/connections/connectors.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { secondsBetween } from '../../domain/time/instants.ts';
import type { ConnectionPorts } from '../connections/connection-ports.ts';
import type { WithCrm } from '../connections/open-crm.ts';
import { syncConnection, type SyncReport } from './sync-connection.ts';

/** A hint within so many seconds of the beginning of a run begins none: what it tells of comes with the next round. */
const AT_MOST_EVERY_SECONDS = 60;

/**
 * Reads a CRM that says that something changed in it (B6). What it says is a hint and nothing else: the cursor tells what
 * changed. Many hints begin one run, which goes on until nothing more is there; `lately`: one began less than a minute ago,
 * and what it may have missed is read by the next round, five minutes later at most.
 */
export async function syncHinted(
  ports: ConnectionPorts,
  of: { organisation: string; kind: CrmKind; holder: string; now: Instant; hasTime: () => boolean },
): Promise<WithCrm<SyncReport> | { kind: 'lately' }> {
  const { organisation, kind, now } = of;
  const readAt = (await ports.store.syncStates.get(organisation, kind))?.readAt;
  if (readAt !== undefined && secondsBetween(readAt, now) < AT_MOST_EVERY_SECONDS) return { kind: 'lately' };
  return syncConnection(ports, of);
}
