import type { ConnectionKind } from '../domain/connections/connectors.ts';

/** The secret values of a connection, by the names of its fields. */
export type Credentials = Readonly<Record<string, string>>;

/** Where the credentials of connections are: nowhere else, and in no answer, log or export (B6). */
export type CredentialVault = {
  /** Undefined: there are none. */
  read(organisation: string, kind: ConnectionKind): Promise<Credentials | undefined>;
  /** Writes them whole. Who writes holds the lease of the connection, or makes it. */
  write(organisation: string, kind: ConnectionKind, credentials: Credentials): Promise<void>;
  /** Removes them at once and for good; removing what is not there is fine. */
  remove(organisation: string, kind: ConnectionKind): Promise<void>;
};
