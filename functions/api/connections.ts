import { connectionPorts } from '../runtime/connection-ports.ts';
import { deadlineIn } from '../runtime/deadline.ts';
import { createConnections } from './create-connections.ts';

/** A service may take a minute to answer, and API Gateway waits for half of one: by then we have said so ourselves. */
const DEADLINE_SECONDS = 20;

/** The API of connections, CRM rules and incoming events: nothing else of the API speaks with services outside. */
export const handler = createConnections({
  ...connectionPorts(),
  deadline: () => deadlineIn(DEADLINE_SECONDS),
});
