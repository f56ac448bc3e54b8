import type { Connection } from '../../domain/connections/connection.ts';
import { connectorOf, isCrm, type CrmKind } from '../../domain/connections/connectors.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { change } from '../../ports/change.ts';
import type { ConnectionPorts } from '../connections/connection-ports.ts';
import { readHealth, type Health } from '../connections/read-health.ts';
import type { WithCrm } from '../connections/open-crm.ts';
import { retryEvents } from '../incoming/retry-events.ts';
import { syncConnection, type SyncReport } from './sync-connection.ts';

/** One CRM after its run. */
export type Synced = {
  organisation: string;
  kind: CrmKind;
  run: WithCrm<SyncReport> | { kind: 'failed'; error: unknown };
  health: Health;
};

/** What looking after all connections came to. */
export type SyncedAll = { crms: Synced[]; errors: unknown[] };

/**
 * Looks after every connection of the stage (B6). What services sent and could not be worked off is tried again; then each
 * connected CRM is read and written, the one that was tried longest ago first. What fails with one keeps no other waiting.
 */
export async function syncAll(
  ports: ConnectionPorts,
  of: { now: Instant; hasTime: () => boolean; passOver: (unreadable: Error) => void },
): Promise<SyncedAll> {
  const { now, hasTime, passOver } = of;
  const crms: { connection: Connection; kind: CrmKind; triedAt: number }[] = [];
  const errors: unknown[] = [];
  for await (const connection of ports.store.connections.scan(passOver)) {
    const { organisation, kind } = connection;
    if (connection.paused !== undefined) continue;
    if (connectorOf(kind).receives && hasTime())
      errors.push(...(await retryEvents(ports, { organisation, kind }, now)).errors);
    if (!isCrm(kind)) continue;
    const state = await ports.store.syncStates.get(organisation, kind);
    crms.push({ connection, kind, triedAt: state?.lastTriedAt ?? 0 });
  }
  const synced: Synced[] = [];
  for (const { connection, kind } of crms.toSorted((a, b) => a.triedAt - b.triedAt)) {
    if (!hasTime()) break;
    const { organisation } = connection;
    const run = await runOne(ports, { organisation, kind, now, hasTime });
    synced.push({ organisation, kind, run, health: await readHealth(ports, connection, now) });
  }
  return { crms: synced, errors };
}

async function runOne(
  ports: ConnectionPorts,
  of: { organisation: string; kind: CrmKind; now: Instant; hasTime: () => boolean },
): Promise<Synced['run']> {
  const { now } = of;
  try {
    const run = await syncConnection(ports, { ...of, holder: ports.ids.next() });
    // One that was disconnected meanwhile has no state any more, and gets none.
    await change(ports.store.syncStates, { organisation: of.organisation, id: of.kind }, (state) =>
      state === undefined ? 'unchanged' : { write: { ...state, lastTriedAt: now } },
    );
    return run;
  } catch (error) {
    return { kind: 'failed', error };
  }
}
