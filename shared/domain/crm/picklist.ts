import * as z from 'zod/mini';
import { crmKinds, type CrmKind } from '../connections/connectors.ts';
import { identity, text } from '../kernel/shapes.ts';
import { instant } from '../time/instant-text.ts';
import { crmObjects, crmOption, type CrmObject } from './crm-object.ts';

/** How long the values of a list that were read are good for, in minutes. */
export const picklistMinutes = 5;

/** The values of a field of the CRM as they were last read. */
export const picklist = z.object({
  /** `<kind>.<object>.<field>`, and `.<record type>` where it is that of one. */
  ...identity,
  kind: z.enum(crmKinds),
  object: z.enum(crmObjects),
  field: text,
  recordType: z.optional(text),
  options: z.array(crmOption),
  readAt: instant,
});
export type Picklist = z.output<typeof picklist>;

/** The id of a list of values. */
export function picklistId({
  kind,
  object,
  field,
  recordType,
}: {
  kind: CrmKind;
  object: CrmObject;
  field: string;
  recordType?: string | undefined;
}): string {
  return [kind, object, field, ...(recordType === undefined ? [] : [recordType])].join('.');
}
