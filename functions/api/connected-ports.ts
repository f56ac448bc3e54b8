import type { ConnectionKind } from '#shared/domain/connections/connectors.ts';
import type { ConnectionPorts } from '#shared/use-cases/connections/connection-ports.ts';
import type { AdmissionPorts } from './route.ts';

/** What connects a stand-in of a service. */
export type StandIn = { settings: Record<string, string>; credentials: Record<string, string> };

/** What the API of connections reaches outside through. */
export type ConnectedPorts = ConnectionPorts &
  AdmissionPorts & {
    /** On one machine: what connects a stand-in of a service; undefined everywhere else. */
    standIns: (kind: ConnectionKind) => StandIn | undefined;
  };
