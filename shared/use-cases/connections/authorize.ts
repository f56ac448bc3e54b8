import { connectorOf, type CrmKind } from '../../domain/connections/connectors.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { isRefusal, type Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import { plusMinutes } from '../../domain/time/instants.ts';
import { change } from '../../ports/change.ts';
import { CrmError } from '../../ports/crm-error.ts';
import { readConnection } from './change-connection.ts';
import type { ConnectionPorts } from './connection-ports.ts';
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

/** Ends it with the code that came back: once, in time, and with the state that it began with. */
export async function redeem(
  ports: ConnectionPorts,
  { caller, kind, code, state, now }: Request & { code: string; state: string },
): Promise<Tested | Refusal> {
  const { organisation } = caller;
  const found = await readConnection(ports, { caller, kind });
  if (isRefusal(found)) return found;
  const { authorizing, settings } = found.item;
  if (authorizing?.stateHash !== ports.ids.hash(state) || authorizing.until < now)
    return { kind: 'conflict', detail: 'It was not begun here, or too long ago: begin again.' };
  await change(ports.store.connections, { organisation, id: kind }, (connection) => {
    if (connection === undefined) return 'unchanged';
    const { authorizing: _authorizing, ...done } = connection;
    return { write: { ...done, credentialsAt: now } };
  });
  const holder = ports.ids.next();
  if (!(await takeLease(ports, { organisation, kind }, holder, now)))
    return { kind: 'busy', detail: 'The connection is at work at this moment: begin again.' };
  try {
    const before = (await ports.vault.read(organisation, kind)) ?? {};
    const { redirectUri } = authorizing;
    const given = await ports.crms[kind].redeem?.({ settings, credentials: before, redirectUri, code });
    await ports.vault.write(organisation, kind, { ...before, ...given });
  } catch (error) {
    if (!(error instanceof CrmError)) throw error;
    return { kind: 'tested', ok: false, says: error.message };
  } finally {
    await giveLeaseBack(ports, { organisation, kind }, holder);
  }
  return testConnection(ports, { caller, kind, now });
}

function isByBrowser(settings: Readonly<Record<string, string>>): boolean {
  return settings['flow'] === 'web-server' || settings['flow'] === 'oauth';
}
