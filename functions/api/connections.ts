import { connectionPorts } from '../runtime/connection-ports.ts';
import { createConnections } from './create-connections.ts';

/** The API of connections, CRM rules and incoming events: nothing else of the API speaks with services outside. */
export const handler = createConnections(connectionPorts());
