import type { Connection } from '../../domain/connections/connection.ts';
import type { ConnectionKind } from '../../domain/connections/connectors.ts';
import type { Credentials, CredentialVault } from '../../ports/credential-vault.ts';
import type { Store } from '../../ports/store.ts';

/** For how long what was read of a connection is believed, in milliseconds. */
const BELIEVED_MS = 60_000;
/** What is doubted is read again once in so many milliseconds, however much comes. */
const DOUBTED_MS = 5_000;
/** Connections that one instance keeps in memory. */
const MOST_KEPT = 200;

/** A connection that services send to, with its credentials, as they were read. */
export type KnownConnection = { connection: Connection; credentials: Credentials };

/** Connections as one instance remembers them. */
export type KnownConnections = {
  /** Undefined: there is none, or it has no address. */
  of(organisation: string, kind: ConnectionKind): Promise<KnownConnection | undefined>;
  /** The same read anew, since something seems wrong: a key may just have changed. `unchanged`: that was done just now. */
  again(organisation: string, kind: ConnectionKind): Promise<KnownConnection | 'unchanged' | undefined>;
};

/**
 * Remembers connections and their credentials, so that a message costs no read of either. That there is none is not
 * remembered: one that was just made is to be found. `elapsed` is a clock that nobody sets, in milliseconds.
 */
export function knownConnections(
  ports: {
    store: { connections: Pick<Store['connections'], 'get'> };
    vault: Pick<CredentialVault, 'read'>;
  },
  elapsed: () => number,
): KnownConnections {
  const kept = new Map<string, { known: KnownConnection; readAt: number; doubtedAt?: number | undefined }>();
  const keyOf = (organisation: string, kind: ConnectionKind): string => `${organisation} ${kind}`;

  async function read(
    organisation: string,
    kind: ConnectionKind,
    doubtedAt?: number,
  ): Promise<KnownConnection | undefined> {
    kept.delete(keyOf(organisation, kind));
    const connection = await ports.store.connections.get(organisation, kind);
    if (connection?.addressHash === undefined) return undefined;
    const credentials = (await ports.vault.read(organisation, kind)) ?? {};
    const known = { connection, credentials };
    kept.set(keyOf(organisation, kind), { known, readAt: elapsed(), doubtedAt });
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    return known;
  }

  return {
    async of(organisation, kind) {
      const entry = kept.get(keyOf(organisation, kind));
      const isBelieved = entry !== undefined && elapsed() - entry.readAt < BELIEVED_MS;
      return isBelieved ? entry.known : read(organisation, kind, entry?.doubtedAt);
    },
    async again(organisation, kind) {
      const doubtedAt = kept.get(keyOf(organisation, kind))?.doubtedAt;
      const now = elapsed();
      return doubtedAt !== undefined && now - doubtedAt < DOUBTED_MS
        ? 'unchanged'
        : read(organisation, kind, now);
    },
  };
}
