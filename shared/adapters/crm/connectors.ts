import type { CrmKind } from '../../domain/connections/connectors.ts';
import type { CrmConnector } from '../../ports/crm.ts';
import { hubspot } from './hubspot/hubspot.ts';
import { salesforce } from './salesforce/salesforce.ts';

/** What speaks with each kind of CRM: a folder and a line for each. */
export const crmConnectors: Readonly<Record<CrmKind, CrmConnector>> = { salesforce, hubspot };
