import { crmContract } from './crm-contract.ts';
import { hubspotUnderTest } from './hubspot-world.ts';

// Merges make a new record there, which is looked at in the tests of the connector.
crmContract('HubSpot by a private app, read by searches', () => hubspotUnderTest('private-app'));
crmContract('HubSpot by OAuth, read by the journal', () => hubspotUnderTest('oauth'));
