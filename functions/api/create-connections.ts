import { connectedOperations, type ConnectedOperations } from '#shared/contracts/api/operations.ts';
import type { HttpHandler } from '../runtime/http-stack.ts';
import type { ConnectedPorts } from './connected-ports.ts';
import { connectionHandlers } from './handlers/connections/connections.ts';
import { crmWriteHandlers } from './handlers/connections/crm-writes.ts';
import { mappingHandlers } from './handlers/connections/mappings.ts';
import { crmRuleHandlers } from './handlers/connections/crm-rules.ts';
import { incomingEventHandlers } from './handlers/connections/incoming-events.ts';
import { mapError } from './map-errors.ts';
import type { Handlers } from './route.ts';
import { serveOperations } from './serve-operations.ts';

/** The work of each operation of this function. */
export const connectedHandlers: Handlers<ConnectedOperations, ConnectedPorts> = {
  ...connectionHandlers,
  ...mappingHandlers,
  ...crmWriteHandlers,
  ...crmRuleHandlers,
  ...incomingEventHandlers,
};

/** The operations of the contract that have to do with what is connected. */
export function createConnections(ports: ConnectedPorts): HttpHandler {
  return serveOperations(ports, connectedOperations, connectedHandlers, mapError);
}
