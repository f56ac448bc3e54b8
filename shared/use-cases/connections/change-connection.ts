import type { Connection } from '../../domain/connections/connection.ts';
import { connectorOf, isCrm, type ConnectionKind } from '../../domain/connections/connectors.ts';
import { refusalOfExpected, type Expected } from '../../domain/kernel/expected.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import { change } from '../../ports/change.ts';
import { addressFor } from './address.ts';
import type { ConnectionPorts } from './connection-ports.ts';
import { changeSyncState, newSyncState } from './lease.ts';

type Request = { caller: Caller; kind: ConnectionKind; now: Instant };
type Read = { kind: 'read'; item: Connection };

/** Reads a connection. */
export async function readConnection(
  { store }: Pick<ConnectionPorts, 'store'>,
  { caller, kind }: Pick<Request, 'caller' | 'kind'>,
): Promise<Read | Refusal> {
  const item = await store.connections.get(caller.organisation, kind);
  return item === undefined ? { kind: 'not-found', what: 'connection', id: kind } : { kind: 'read', item };
}

/** Pauses a connection, or lets it go on. Nothing is lost: changes are read from where it stopped, writes wait. */
export async function pauseConnection(
  ports: ConnectionPorts,
  { caller, kind, now, paused }: Request & { paused: boolean },
): Promise<Read | Refusal> {
  const { organisation, userId: by } = caller;
  const { item } = await change(ports.store.connections, { organisation, id: kind }, (connection) => {
    if (connection === undefined || (connection.paused !== undefined) === paused) return 'unchanged';
    const { paused: _paused, ...going } = connection;
    return { write: paused ? { ...going, paused: { since: now, by } } : going };
  });
  return item === undefined ? { kind: 'not-found', what: 'connection', id: kind } : { kind: 'read', item };
}

/** Makes a new address for what a service sends; the one before is closed at once. */
export async function renewAddress(
  ports: ConnectionPorts,
  { caller, kind }: Request,
): Promise<{ kind: 'made'; address: string } | Refusal> {
  const { organisation } = caller;
  const { receives, label } = connectorOf(kind);
  if (!receives) return { kind: 'conflict', detail: `${label} sends nothing: its changes are read.` };
  const { address, hash } = addressFor(ports, organisation, kind);
  const { item } = await change(ports.store.connections, { organisation, id: kind }, (connection) =>
    connection === undefined ? 'unchanged' : { write: { ...connection, addressHash: hash } },
  );
  return item === undefined ? { kind: 'not-found', what: 'connection', id: kind } : { kind: 'made', address };
}

/**
 * Disconnects a service: the connection first, so that nothing works with it any more, then credentials and mapping, which
 * are gone for good. Links to records of the CRM stay, so that connecting it again goes on where it stopped.
 */
export async function deleteConnection(
  ports: ConnectionPorts,
  { caller, kind, expected }: Omit<Request, 'now'> & { expected: Expected },
): Promise<{ kind: 'deleted' } | Refusal> {
  const { organisation } = caller;
  const existing = await ports.store.connections.get(organisation, kind);
  if (existing === undefined) return { kind: 'not-found', what: 'connection', id: kind };
  const refused = refusalOfExpected(expected, existing.revision);
  if (refused) return refused;
  await ports.store.connections.remove(organisation, kind);
  await ports.vault.remove(organisation, kind);
  await forgetState(ports, { organisation, kind });
  if (isCrm(kind)) await ports.store.mappings.remove(organisation, kind);
  return { kind: 'deleted' };
}

/** Forgets how a connection fared, but not which account of the CRM the links lead to. */
async function forgetState(
  { store }: Pick<ConnectionPorts, 'store'>,
  of: { organisation: string; kind: ConnectionKind },
): Promise<void> {
  const { organisation, kind } = of;
  const account = (await store.syncStates.get(organisation, kind))?.account;
  if (account === undefined) await store.syncStates.remove(organisation, kind);
  else await changeSyncState({ store }, of, ({ revision }) => ({ ...newSyncState(of), revision, account }));
}
