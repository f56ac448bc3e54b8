import * as z from 'zod';
import { crmKinds } from '#shared/domain/connections/connectors.ts';
import { crmObjects } from '#shared/domain/crm/crm-object.ts';
import { about } from './about.ts';
import { line } from './values.ts';

/** What the operations of a connected CRM have in common. */
export const crmKind = about(z.enum(crmKinds), 'The CRM that is connected.', 'salesforce');
export const ofCrm = z.object({ kind: crmKind });
export const crmObject = about(
  z.enum(crmObjects),
  'What of the CRM it is: HubSpot has no leads, its contacts are the people.',
  'lead',
);
export const crmFieldName = line(100, 'The name of the field of the CRM', 'Status');
