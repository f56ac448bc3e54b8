import { crmContract } from './crm-contract.ts';
import { salesforceUnderTest } from './salesforce-world.ts';

crmContract('Salesforce', salesforceUnderTest);
