import type { Connection } from '../../domain/connections/connection.ts';
import { connectorOf, type CrmKind } from '../../domain/connections/connectors.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { walk } from '../../ports/walk.ts';
import { CrmError } from '../../ports/crm-error.ts';
import type { Crm } from '../../ports/crm.ts';
import type { ConnectionPorts } from '../connections/connection-ports.ts';
import { changeStateOf } from '../connections/lease.ts';

/** Links of another account that are removed in one run. */
const MOST = 2_000;

/**
 * Whether the links lead to the account that is connected: ids of records mean something in their own account alone, and
 * those of HubSpot are small numbers (B6). Asked after credentials were given. One who disconnected and connected anew
 * meant another account: the links to the former one go, some each run, before anything is read.
 *
 * @throws CrmError where the credentials of a connection lead to another account than before
 */
export async function isSameAccount(
  ports: ConnectionPorts,
  crm: Pick<Crm, 'test'>,
  connection: Connection,
  of: { organisation: string; kind: CrmKind; now: Instant },
): Promise<boolean> {
  const { organisation, kind, now } = of;
  const { credentialsAt, createdAt } = connection;
  const known = (await ports.store.syncStates.get(organisation, kind))?.account;
  if (known !== undefined && credentialsAt < known.at) return true;
  const { account: id } = await crm.test();
  if (known !== undefined && known.id !== id) {
    if (createdAt < known.at) {
      const why = `These are credentials of another account of ${connectorOf(kind).label} than before: give those of the former one, or disconnect it and connect the other anew.`;
      throw new CrmError({ kind: 'unauthorised' }, why);
    }
    if (await removeLinks(ports, organisation, kind)) return false;
  }
  await changeStateOf(ports, connection, (state) => ({ ...state, account: { id, at: now } }));
  return true;
}

/** Removes links of a CRM; whether there may be more. */
async function removeLinks(
  { store }: ConnectionPorts,
  organisation: string,
  kind: CrmKind,
): Promise<boolean> {
  let removed = 0;
  for await (const link of walk((page) => store.crmLinks.list(organisation, page))) {
    if (link.kind !== kind) continue;
    if (removed === MOST) return true;
    await store.crmLinks.remove(organisation, link.id);
    removed += 1;
  }
  return false;
}
