import type { Connection } from '../../domain/connections/connection.ts';
import type { CrmKind } from '../../domain/connections/connectors.ts';
import { crmKinds } from '../../domain/connections/connectors.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { ConnectionPorts } from '../connections/connection-ports.ts';
import { changeSyncState } from '../connections/lease.ts';
import { readHealth, type Health } from '../connections/read-health.ts';
import type { WithCrm } from '../connections/open-crm.ts';
import { syncConnection, type SyncReport } from './sync-connection.ts';

/** One connection after its run. */
export type Synced = {
  organisation: string;
  kind: CrmKind;
  run: WithCrm<SyncReport> | { kind: 'failed'; error: unknown };
  health: Health;
};

/**
 * Has each connected CRM of the stage read, one after the other, the one that was tried longest ago first; then what is to be
 * written to it and is due. What fails with one keeps no other waiting.
 */
export async function syncAll(
  ports: ConnectionPorts,
  of: { now: Instant; hasTime: () => boolean; passOver: (unreadable: Error) => void },
): Promise<Synced[]> {
  const { now, hasTime, passOver } = of;
  const connections: { connection: Connection; kind: CrmKind; triedAt: number }[] = [];
  for await (const connection of ports.store.connections.scan(passOver)) {
    const kind = crmKinds.find((one) => one === connection.kind);
    if (kind === undefined || connection.paused !== undefined) continue;
    const state = await ports.store.syncStates.get(connection.organisation, kind);
    connections.push({ connection, kind, triedAt: state?.lastTriedAt ?? 0 });
  }
  const synced: Synced[] = [];
  for (const { connection, kind } of connections.toSorted((a, b) => a.triedAt - b.triedAt)) {
    if (!hasTime()) break;
    const { organisation } = connection;
    const run = await runOne(ports, { organisation, kind, now, hasTime });
    synced.push({ organisation, kind, run, health: await readHealth(ports, connection, now) });
  }
  return synced;
}

async function runOne(
  ports: ConnectionPorts,
  of: { organisation: string; kind: CrmKind; now: Instant; hasTime: () => boolean },
): Promise<Synced['run']> {
  const { now } = of;
  try {
    const run = await syncConnection(ports, { ...of, holder: ports.ids.next() });
    await changeSyncState(ports, of, (state) => ({ ...state, lastTriedAt: now }));
    return run;
  } catch (error) {
    return { kind: 'failed', error };
  }
}
