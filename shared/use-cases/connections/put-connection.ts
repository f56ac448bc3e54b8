import type { Connection } from '../../domain/connections/connection.ts';
import { connectorOf, isCrm, type ConnectionKind } from '../../domain/connections/connectors.ts';
import { problemsOfConnection } from '../../domain/connections/validate-connection.ts';
import { refusalOfExpected, type Expected } from '../../domain/kernel/expected.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import { saveItem, type Saved } from '../save-item.ts';
import { givenOf } from './given-credentials.ts';
import { addressFor } from './address.ts';
import type { ConnectionPorts } from './connection-ports.ts';
import { changeSyncState, giveLeaseBack, newSyncState, takeLease } from './lease.ts';

/** What a super admin gives to connect a service. */
export type ConnectionInput = {
  settings: Readonly<Record<string, string>>;
  credentials: Readonly<Record<string, string>>;
  completesCallTasks?: boolean | undefined;
};

type Request = {
  caller: Caller;
  kind: ConnectionKind;
  input: ConnectionInput;
  expected: Expected;
  now: Instant;
};
type Put = Saved<Connection> & { address?: string };

/**
 * Connects a service, or changes how it is connected (B6). Secret values that are left out stay as they were. The
 * credentials are kept before the connection is written, so that none is there without; those of a CRM that is connected
 * are changed under its lease, so that a refresh token that rotates meanwhile is not written over. `address`: where a
 * service is to send, told when it is made and never again.
 */
export async function putConnection(ports: ConnectionPorts, request: Request): Promise<Put | Refusal> {
  const { caller, kind, input, expected, now } = request;
  const { organisation } = caller;
  const existing = await ports.store.connections.get(organisation, kind);
  const refused = refusalOfExpected(expected, existing?.revision);
  if (refused) return refused;
  if (existing === undefined || !isCrm(kind) || !givesCredentials(input))
    return put(ports, request, existing);
  const of = { organisation, kind };
  const holder = ports.ids.next();
  if (!(await takeLease(ports, of, holder, now))) {
    const { label } = connectorOf(kind);
    return {
      kind: 'busy',
      detail: `The connection with ${label} is at work at this moment: try again in some minutes.`,
    };
  }
  try {
    return await put(ports, request, existing);
  } finally {
    await giveLeaseBack(ports, of, holder);
  }
}

async function put(
  ports: ConnectionPorts,
  { caller, kind, input, expected, now }: Request,
  existing: Connection | undefined,
): Promise<Put | Refusal> {
  const { organisation, userId } = caller;
  const before = existing === undefined ? {} : givenOf((await ports.vault.read(organisation, kind)) ?? {});
  const credentials = withoutEmpty({ ...before, ...input.credentials });
  const settings = withoutEmpty(input.settings);
  const { allowedAddresses } = ports;
  const problems = problemsOfConnection(kind, { settings, credentials, allowedAddresses });
  if (problems.length > 0) return { kind: 'invalid', problems };
  const made =
    existing === undefined && connectorOf(kind).receives ? addressFor(ports, organisation, kind) : undefined;
  const changed = givesCredentials(input);
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
  // Whatever kept the one before from working, this one has to show; one that is made anew begins from now on.
  const of = { organisation, kind };
  await changeSyncState(ports, of, (state) => {
    // Which account the links lead to outlives the connection, as they do.
    if (existing === undefined)
      return { ...newSyncState(of), ...(state.account && { account: state.account }) };
    const { problem: _problem, notBefore: _notBefore, ...fresh } = state;
    return fresh;
  });
  return { ...saved, ...(made && { address: made.address }) };
}

function withoutEmpty(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
}

function givesCredentials({ credentials }: ConnectionInput): boolean {
  return Object.values(credentials).some((value) => value !== '');
}
