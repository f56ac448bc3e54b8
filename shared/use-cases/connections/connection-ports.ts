import type { ConnectionKind, CrmKind } from '../../domain/connections/connectors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CredentialVault } from '../../ports/credential-vault.ts';
import type { CrmConnector } from '../../ports/crm.ts';
import type { Deadline } from '../../ports/deadline.ts';
import type { IncomingConnector } from '../../ports/incoming-connector.ts';
import type { WholePorts } from '../core/engine-ports.ts';

/** What working with connected services reaches outside through. */
export type ConnectionPorts = WholePorts & {
  clock: Clock;
  vault: CredentialVault;
  /** What speaks with each CRM. */
  crms: Readonly<Record<CrmKind, CrmConnector>>;
  /** By when a person who waits is answered, whatever a CRM does. Absent: nobody waits. */
  deadline?: (() => Deadline) | undefined;
  /** What proves and reads what services send. */
  incoming: Readonly<Partial<Record<ConnectionKind, IncomingConnector>>>;
  /** Base URL of the API, for addresses that services send to. */
  publicUrl: string;
  /** Hosts that may be called though they are private: none but on the local system. */
  allowedAddresses: readonly string[];
};
