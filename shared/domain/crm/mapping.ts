import * as z from 'zod/mini';
import { crmKinds } from '../connections/connectors.ts';
import { identity, text } from '../kernel/shapes.ts';
import { instant } from '../time/instant-text.ts';
import { crmObjects } from './crm-object.ts';

export const mappingDirections = ['in', 'out', 'both'] as const;

/** Fields of ours that can be mapped beside own ones (`fields.<name>`). */
export const leadFieldNames = [
  'firstName',
  'lastName',
  'title',
  'email',
  'phone',
  'language',
  'country',
] as const;
export const accountFieldNames = ['name', 'domain'] as const;

/** A field of ours ↔ a field of theirs (B1): `ours` of the lead where the object is a person, else of the account. */
const mappedField = z.object({
  object: z.enum(crmObjects),
  ours: text,
  theirs: text,
  direction: z.enum(mappingDirections),
  /** Of `both`: whose value stays where both have changed since they were last alike. */
  wins: z.enum(['ours', 'theirs']),
});
export type MappedField = z.output<typeof mappedField>;

/** What of a lead’s history is written to the CRM, as a task there that is done, or as a note. */
export const mirroredActivities = ['mail', 'text', 'call', 'task', 'reply', 'booking'] as const;
export type MirroredActivity = (typeof mirroredActivities)[number];

/** How an organisation’s leads and accounts correspond to the records of its CRM; its id is the kind. */
export const mapping = z.object({
  ...identity,
  kind: z.enum(crmKinds),
  fields: z.array(mappedField),
  /** The fields that hold the integration status (B3), by object; undefined: the page’s action has nowhere to write it. */
  status: z.object({
    lead: z.optional(text),
    contact: z.optional(text),
    account: z.optional(text),
  }),
  /** Whether owners follow each other: users and owners of the CRM are told by their address. */
  owners: z.enum(['none', 'in', 'out', 'both']),
  /** Whom what has no known owner belongs to. */
  defaultOwnerId: text,
  /** Which people of the CRM become leads by themselves: none but those that a rule names, or all. */
  takesIn: z.enum(['by-rule', 'all']),
  activities: z.partialRecord(z.enum(mirroredActivities), z.enum(['task', 'note'])),
  changedBy: text,
  changedAt: instant,
});
export type Mapping = z.output<typeof mapping>;
