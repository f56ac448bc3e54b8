import type { SendingKind } from '../../domain/connections/connectors.ts';
import type { IncomingConnector } from '../../ports/incoming-connector.ts';
import { hubspotPush } from '../crm/hubspot/hubspot-push.ts';
import { aircallConnector } from './aircall.ts';
import { calendly } from './calendly.ts';
import { generic } from './generic.ts';
import { ringoverConnector } from './ringover.ts';

/** What proves and reads what each service sends (B6): a file and a line for each. */
export const incomingConnectors = {
  calendly,
  ringover: ringoverConnector(),
  aircall: aircallConnector(),
  generic,
  hubspot: hubspotPush,
} as const satisfies Record<SendingKind, IncomingConnector>;
