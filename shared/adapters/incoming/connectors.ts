import type { ConnectionKind } from '../../domain/connections/connectors.ts';
import type { IncomingConnector } from '../../ports/incoming-connector.ts';
import { hubspotPush } from '../crm/hubspot/hubspot-push.ts';
import { aircallConnector } from './aircall.ts';
import { calendly } from './calendly.ts';
import { generic } from './generic.ts';
import { ringoverConnector } from './ringover.ts';

/** What speaks for each service that sends what happens (B6). A further one is a file and an entry here. */
export const incomingConnectors = {
  calendly,
  ringover: ringoverConnector(),
  aircall: aircallConnector(),
  generic,
  hubspot: hubspotPush,
} as const satisfies Partial<Record<ConnectionKind, IncomingConnector>>;
