import * as z from 'zod/mini';
import { crmKinds, type CrmKind } from '../connections/connectors.ts';
import { identity, number, text, userIdText } from '../kernel/shapes.ts';
import { reason } from '../settings/reason.ts';
import { instant } from '../time/instant-text.ts';
import { linkId } from './crm-link.ts';
import { crmObjects, type CrmObject } from './crm-object.ts';
import { mirroredActivities } from './mapping.ts';

/** What is to be written. `fields`: the newest wanted value of each; one item a record, so that none older goes over newer. */
const work = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('fields'), fields: z.record(text, z.nullable(text)) }),
  /** Done once at most (B6): unknown is settled by reading the lead. */
  z.object({ kind: z.literal('convert'), status: text }),
  z.object({
    kind: z.literal('activity'),
    of: z.enum(mirroredActivities),
    as: z.enum(['task', 'note']),
    subject: text,
    body: z.optional(text),
    at: instant,
    seconds: z.optional(number),
    /** The user whose it is. */
    userId: z.optional(userIdText),
  }),
]);
export type CrmWork = z.output<typeof work>;

/**
 * How far a write is: `pending` until somebody claims it, `claimed` while the CRM is called. A write that ends unknown
 * (no answer came) is pending again where doing it twice changes nothing, and `unknown` where it would.
 */
const writeState = z.discriminatedUnion('status', [
  z.object({ status: z.literal('pending'), nextAt: instant, tries: number, why: z.optional(text) }),
  z.object({ status: z.literal('claimed'), until: instant, tries: number, holder: text }),
  /** `since`: when it was called, or its caller was lost. */
  z.object({ status: z.literal('unknown'), since: instant, nextAt: instant, tries: number }),
  z.object({ status: z.literal('written'), at: instant }),
  /** To be tried again by a person. */
  z.object({ status: z.literal('failed'), at: instant, tries: number, why: text }),
]);
export type CrmWriteState = z.output<typeof writeState>;
export const crmWriteStatuses = [
  'pending',
  'claimed',
  'unknown',
  'written',
  'failed',
] as const satisfies readonly CrmWriteState['status'][];

/** Something that is to be written to the CRM, and has to arrive. */
export const crmWrite = z.object({
  /** `<kind>.<object>.<their id>.<fields | convert | activity.<id>>`. */
  ...identity,
  kind: z.enum(crmKinds),
  object: z.enum(crmObjects),
  theirId: text,
  /** Whose it is of ours: `lead.<id>` or `account.<id>`. */
  ours: text,
  work,
  /** Raised by each new wish: what was settled meanwhile is written again for the newer one. */
  wish: number,
  /** Of `fields`: since when the value of each is wished, those written among them: an older wish never goes over a newer. */
  since: z.optional(z.record(text, instant)),
  /** Names of the last wishes: the same again changes nothing. */
  keys: z.optional(z.array(text)),
  because: z.optional(reason),
  /** A conversion that nobody had begun and that a newer status took back: it is done with. */
  withdrawn: z.optional(z.boolean()),
  state: writeState,
  askedAt: instant,
  /** Seconds of Unix time; while it is not written, far ahead. */
  expiresAt: number,
});
export type CrmWrite = z.output<typeof crmWrite>;

/** A record of a CRM. */
export type CrmRecordOf = { kind: CrmKind; object: CrmObject; theirId: string };

/** The id of the write of an aspect of a record; `activity`: an id made from the activity. */
export function writeId(
  { kind, object, theirId }: CrmRecordOf,
  aspect: 'fields' | 'convert' | { activity: string },
): string {
  const last = typeof aspect === 'string' ? aspect : `activity.${aspect.activity}`;
  return `${linkId(kind, object, theirId)}.${last}`;
}

/** Whether something is still to come of a write: it waits, is being done, or is not known to have been done. */
export function isUnderWay({ state }: Pick<CrmWrite, 'state'>): boolean {
  return state.status !== 'written' && state.status !== 'failed';
}

/** The values that are still to be written to a record, by field. */
export function valuesUnderWay(write: CrmWrite | undefined): Readonly<Record<string, string | null>> {
  return write?.work.kind === 'fields' && isUnderWay(write) ? write.work.fields : {};
}
