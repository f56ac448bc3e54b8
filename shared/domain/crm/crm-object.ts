import * as z from 'zod/mini';
import type { Instant } from '../kernel/instant.ts';
import { text, number } from '../kernel/shapes.ts';

/** What a CRM keeps and we know of, whatever it calls it. HubSpot has no leads: its contacts are the people. */
export const crmObjects = ['lead', 'contact', 'account'] as const;
export type CrmObject = (typeof crmObjects)[number];

/** What a value of a field of the CRM is. */
export const crmFieldTypes = [
  'text',
  'email',
  'phone',
  'number',
  'money',
  'date',
  'instant',
  'boolean',
  'choice',
  'reference',
  'other',
] as const;
export type CrmFieldType = (typeof crmFieldTypes)[number];

/** A field of the CRM as it describes it. */
export const crmField = z.object({
  name: text,
  label: text,
  type: z.enum(crmFieldTypes),
  writable: z.boolean(),
  /** Longest text that it takes. */
  length: z.optional(number),
});
export type CrmField = z.output<typeof crmField>;

/** One value of a field of the CRM that has a list of values. */
export const crmOption = z.object({
  value: text,
  label: text,
  /** Whether it may be chosen now. */
  active: z.boolean(),
  /** Choosing it converts the lead (Salesforce). */
  converts: z.optional(z.boolean()),
  /** It may be chosen only while another field has one of these values. */
  dependsOn: z.optional(z.object({ field: text, values: z.array(text) })),
});
export type CrmOption = z.output<typeof crmOption>;

/**
 * One record of the CRM as it was read: its fields by their names, as texts (instants in ISO 8601, booleans `true` and
 * `false`); a field that is empty is absent.
 */
export type CrmRecord = {
  object: CrmObject;
  id: string;
  modifiedAt: Instant;
  createdAt?: Instant | undefined;
  deleted?: boolean | undefined;
  /** It was merged into this one, which is of the same object. */
  mergedInto?: string | undefined;
  /** It was converted into this contact. */
  convertedTo?: string | undefined;
  /** Ids of the CRM. */
  ownerId?: string | undefined;
  accountId?: string | undefined;
  fields: Record<string, string>;
};
