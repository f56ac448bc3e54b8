import type { Connection } from '../../domain/connections/connection.ts';
import { connectorOf, type ConnectionKind } from '../../domain/connections/connectors.ts';
import { problemsOfConnection } from '../../domain/connections/validate-connection.ts';
import { refusalOfExpected, type Expected } from '../../domain/kernel/expected.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import { saveItem, type Saved } from '../save-item.ts';
import { addressFor } from './address.ts';
import type { ConnectionPorts } from './connection-ports.ts';
import { changeSyncState } from './lease.ts';

/** What a super admin gives to connect a service. */
export type ConnectionInput = {
  settings: Readonly<Record<string, string>>;
  credentials: Readonly<Record<string, string>>;
  completesCallTasks?: boolean | undefined;
};

/**
 * Connects a service, or changes how it is connected (B6). Secret values that are left out stay as they were. The
 * credentials are kept before the connection is written, so that none is there without; `address`: where a service is to
 * send, told when it is made and never again.
 */
export async function putConnection(
  ports: ConnectionPorts,
  request: { caller: Caller; kind: ConnectionKind; input: ConnectionInput; expected: Expected; now: Instant },
): Promise<(Saved<Connection> & { address?: string }) | Refusal> {
  const { caller, kind, input, expected, now } = request;
  const { organisation, userId } = caller;
  const existing = await ports.store.connections.get(organisation, kind);
  const refused = refusalOfExpected(expected, existing?.revision);
  if (refused) return refused;
  const before = existing === undefined ? {} : ((await ports.vault.read(organisation, kind)) ?? {});
  const credentials = withoutEmpty({ ...before, ...input.credentials });
  const settings = withoutEmpty(input.settings);
  const { allowedAddresses } = ports;
  const problems = problemsOfConnection(kind, { settings, credentials, allowedAddresses });
  if (problems.length > 0) return { kind: 'invalid', problems };
  const made =
    existing === undefined && connectorOf(kind).receives ? addressFor(ports, organisation, kind) : undefined;
  const changed = Object.keys(withoutEmpty(input.credentials)).length > 0;
  if (changed) await ports.vault.write(organisation, kind, credentials);
  const saved = await saveItem(
    ports.store.connections,
    existing,
    {
      ...(existing ?? { organisation, id: kind, kind, createdBy: userId, createdAt: now }),
      settings,
      completesCallTasks: input.completesCallTasks,
      credentialsAt: changed || existing === undefined ? now : existing.credentialsAt,
      ...(made && { addressHash: made.hash }),
    },
    expected,
  );
  if (saved.kind !== 'saved') return saved;
  // Whatever kept the one before from working, this one has to show.
  await changeSyncState(ports, { organisation, kind }, (state) => {
    const { problem: _problem, notBefore: _notBefore, ...fresh } = state;
    return fresh;
  });
  return { ...saved, ...(made && { address: made.address }) };
}

function withoutEmpty(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
}
