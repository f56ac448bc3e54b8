import { connectorOf, type CrmKind } from '../../domain/connections/connectors.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { isRefusal, type Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import { plusMinutes } from '../../domain/time/instants.ts';
import { change } from '../../ports/change.ts';
import { CrmError } from '../../ports/crm-error.ts';
import { readConnection } from './change-connection.ts';
import type { ConnectionPorts } from './connection-ports.ts';
import { givenOf } from './given-credentials.ts';
import { giveLeaseBack, takeLease } from './lease.ts';
import { testConnection, type Tested } from './test-connection.ts';

/** How long somebody may take to allow us in. */
const MINUTES = 10;

type Request = { caller: Caller; kind: CrmKind; now: Instant };

/** Begins to have a person allow us in, in the browser: where to go, with a state that only this beginning has (B6). */
export async function authorize(
  ports: ConnectionPorts,
  { caller, kind, redirectUri, now }: Request & { redirectUri: string },
): Promise<{ kind: 'begun'; url: string } | Refusal> {
  const { organisation } = caller;
  const found = await readConnection(ports, { caller, kind });
  if (isRefusal(found)) return found;
  const connector = ports.crms[kind];
  const credentials = await ports.vault.read(organisation, kind);
  if (connector.authorizeUrl === undefined || credentials === undefined || !isByBrowser(found.item.settings))
    return {
      kind: 'conflict',
      detail: `${connectorOf(kind).label} is not connected that way: choose it first.`,
    };
  const state = ports.ids.secret();
  const authorizing = { stateHash: ports.ids.hash(state), redirectUri, until: plusMinutes(now, MINUTES) };
  await change(ports.store.connections, { organisation, id: kind }, (connection) =>
    connection === undefined ? 'unchanged' : { write: { ...connection, authorizing } },
  );
  const { settings } = found.item;
  return { kind: 'begun', url: connector.authorizeUrl({ settings, credentials, redirectUri, state }) };
}

/**
 * Ends it with the code that came back: once, in time, and with the state that it began with. While the connection is at
 * work the state stays good, so that the same code can be given again.
 */
export async function redeem(
  ports: ConnectionPorts,
  request: Request & { code: string; state: string },
): Promise<Tested | Refusal> {
  const { caller, kind, now } = request;
  const of = { organisation: caller.organisation, kind };
  const found = await readConnection(ports, { caller, kind });
  if (isRefusal(found)) return found;
  const holder = ports.ids.next();
  if (!(await takeLease(ports, of, holder, now)))
    return { kind: 'busy', detail: 'The connection is at work at this moment: try again.' };
  try {
    const { authorizing, settings } = found.item;
    if (authorizing === undefined || !(await useUp(ports, request)))
      return { kind: 'conflict', detail: 'It was not begun here, or too long ago: begin again.' };
    const before = givenOf((await ports.vault.read(of.organisation, kind)) ?? {});
    const given = await ports.crms[kind].redeem?.({
      settings,
      credentials: before,
      redirectUri: authorizing.redirectUri,
      code: request.code,
    });
    await ports.vault.write(of.organisation, kind, { ...before, ...given });
  } catch (error) {
    if (!(error instanceof CrmError)) throw error;
    return { kind: 'tested', ok: false, says: error.message };
  } finally {
    await giveLeaseBack(ports, of, holder);
  }
  return testConnection(ports, { caller, kind, now });
}

/** Uses the state up that a person came back with; false: nothing was begun with it, or too long ago. */
async function useUp(
  { store, ids }: ConnectionPorts,
  { caller: { organisation }, kind, state, now }: Request & { state: string },
): Promise<boolean> {
  const { kind: done } = await change(store.connections, { organisation, id: kind }, (connection) => {
    if (connection?.authorizing?.stateHash !== ids.hash(state) || connection.authorizing.until < now)
      return 'unchanged';
    const { authorizing: _authorizing, ...allowed } = connection;
    return { write: { ...allowed, credentialsAt: now } };
  });
  return done === 'written';
}

function isByBrowser(settings: Readonly<Record<string, string>>): boolean {
  return settings['flow'] === 'web-server' || settings['flow'] === 'oauth';
}
