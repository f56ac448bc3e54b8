import * as z from 'zod/mini';
import { crmKinds, type CrmKind } from '../connections/connectors.ts';
import { identity, text } from '../kernel/shapes.ts';
import { instant } from '../time/instant-text.ts';
import { crmObjects, type CrmObject } from './crm-object.ts';

/** That a record of the CRM is a lead or an account of ours. */
export const crmLink = z.object({
  /** `<kind>.<object>.<their id>`. */
  ...identity,
  kind: z.enum(crmKinds),
  object: z.enum(crmObjects),
  theirId: text,
  /** `lead.<id>` or `account.<id>`; undefined: it was seen, and is nobody of ours. */
  ours: z.optional(text),
  /** Of a person: the account there. */
  theirAccountId: z.optional(text),
  /** Values of mapped fields as both sides last agreed on them: what it is told by who has changed (loops end here). */
  agreed: z.record(text, text),
  /** Mapped fields that were read there, and were empty: what is neither here nor agreed on was never read (see `wasRead`). */
  empty: z.optional(z.array(text)),
  /** The last change of theirs that was taken in: an older one changes nothing. */
  modifiedAt: instant,
  /** The person was erased here: it is left alone for good, so that nobody comes back by the next change there (F9). */
  erased: z.optional(z.boolean()),
  /** Deleted there, or merged into another. */
  gone: z.optional(z.object({ at: instant, mergedInto: z.optional(text) })),
});
export type CrmLink = z.output<typeof crmLink>;

/** The id of the link of a record. */
export function linkId(kind: CrmKind, object: CrmObject, theirId: string): string {
  return `${kind}.${object}.${theirId}`;
}

/** Whether the value of a field is known as it was there once: one that was mapped since is not, until it is read. */
export function wasRead({ agreed, empty = [] }: Pick<CrmLink, 'agreed' | 'empty'>, field: string): boolean {
  return Object.hasOwn(agreed, field) || empty.includes(field);
}

/** Whether a record of the CRM is a person. */
export function isPerson(object: CrmObject): boolean {
  return object !== 'account';
}
