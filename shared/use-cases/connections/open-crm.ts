import type { Connection } from '../../domain/connections/connection.ts';
import type { CrmKind } from '../../domain/connections/connectors.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { CrmError, type CrmFault } from '../../ports/crm-error.ts';
import type { Crm } from '../../ports/crm.ts';
import type { Credentials } from '../../ports/credential-vault.ts';
import type { Deadline } from '../../ports/deadline.ts';
import type { Store } from '../../ports/store.ts';
import type { ConnectionPorts } from './connection-ports.ts';
import { giveLeaseBack, holdLease, isStillThere, takeLease } from './lease.ts';
import { noteFault, noteGood } from './note-health.ts';

/** What opening a CRM reaches outside through. */
type Ports = Pick<ConnectionPorts, 'clock' | 'vault' | 'crms' | 'deadline'> & {
  store: Pick<Store, 'connections' | 'syncStates'>;
};

type Opening = { organisation: string; kind: CrmKind; holder: string; now: Instant; alone?: boolean };
type Work<T> = (crm: Crm, connection: Connection) => Promise<T>;

/** How working with a CRM ended. */
export type WithCrm<T> =
  | { kind: 'done'; value: T }
  /** It is not connected, a person paused it, or somebody else has its lease. */
  | { kind: 'absent' | 'paused' | 'busy' }
  | { kind: 'fault'; fault: CrmFault; message: string }
  /** Somebody waits for the answer, and it did not come in time. */
  | { kind: 'late'; seconds: number };

/** Ways of signing in by which a refresh token rotates: it has one writer at a time, or the service revokes all. */
const rotating: ReadonlySet<string | undefined> = new Set(['web-server', 'oauth']);

/**
 * Works with the connected CRM of an organisation (B6). Under the lease of the connection where its refresh token
 * rotates, or where one works `alone`. How it went is noted with its health; what the CRM throws is an outcome. Where
 * somebody waits for it, a deadline is one too: what is under way goes on by itself, and gives the lease back at its end,
 * since a token may just be renewed.
 */
export async function withCrm<T>(ports: Ports, of: Opening, work: Work<T>): Promise<WithCrm<T>> {
  const deadline = ports.deadline?.();
  const working = worked(ports, of, work);
  if (deadline === undefined) return working;
  try {
    return await Promise.race([working, lateAt(deadline)]);
  } finally {
    deadline.clear();
  }
}

async function lateAt({ passed, seconds }: Deadline): Promise<{ kind: 'late'; seconds: number }> {
  await passed;
  return { kind: 'late', seconds };
}

async function worked<T>(
  ports: Ports,
  of: Opening,
  work: Work<T>,
): Promise<Exclude<WithCrm<T>, { kind: 'late' }>> {
  const { organisation, kind, holder, now } = of;
  const connection = await ports.store.connections.get(organisation, kind);
  if (connection === undefined) return { kind: 'absent' };
  if (connection.paused !== undefined) return { kind: 'paused' };
  const isLeased = of.alone === true || rotating.has(connection.settings['flow']);
  if (isLeased && !(await takeLease(ports, of, holder, now, of.alone === true ? 'run' : 'call')))
    return { kind: 'busy' };
  try {
    const value = await opened(ports, connection, of, work, async (crm) => {
      if (crm.answered()) await noteGood(ports, connection, now, crm.allowance());
    });
    return { kind: 'done', value };
  } catch (error) {
    if (!(error instanceof CrmError)) throw error;
    await noteFault(ports, connection, now, error);
    return { kind: 'fault', fault: error.fault, message: error.message };
  } finally {
    if (isLeased) await giveLeaseBack(ports, of, holder);
  }
}

async function opened<T>(
  ports: Ports,
  connection: Connection,
  { kind, holder }: Opening,
  work: Work<T>,
  good: (crm: Crm) => Promise<void>,
): Promise<T> {
  const { organisation, settings } = connection;
  const credentials = await credentialsOf(ports, organisation, kind);
  const crm = ports.crms[kind].open({
    settings,
    credentials,
    now: () => ports.clock.now(),
    beforeRenewing: async () => {
      if (!(await holdLease(ports, { organisation, kind }, holder, ports.clock.now())))
        throw new CrmError({ kind: 'unavailable' }, 'Somebody else works with it at this moment.');
      return credentialsOf(ports, organisation, kind);
    },
    keep: async (changed) => {
      const isHere = (): Promise<boolean> => isStillThere(ports, connection);
      if (!(await isHere())) throw new CrmError({ kind: 'unauthorised' }, 'It was disconnected meanwhile.');
      await ports.vault.write(organisation, kind, changed);
      // Removed while it was written: credentials that are gone for good do not come back.
      if (!(await isHere())) await ports.vault.remove(organisation, kind);
    },
  });
  const value = await work(crm, connection);
  await good(crm);
  return value;
}

async function credentialsOf({ vault }: Ports, organisation: string, kind: CrmKind): Promise<Credentials> {
  const credentials = await vault.read(organisation, kind);
  if (credentials === undefined)
    throw new CrmError({ kind: 'unauthorised' }, 'Its credentials are gone: give them again.');
  return credentials;
}

/** Whether a connection is there as it was opened, and nobody has paused it: who works on it for long asks now and then. */
export async function mayGoOn({ store }: Pick<Ports, 'store'>, opened: Connection): Promise<boolean> {
  const present = await store.connections.get(opened.organisation, opened.id);
  return present?.createdAt === opened.createdAt && present.paused === undefined;
}
