import * as z from 'zod/mini';
import { crmKinds } from '../connections/connectors.ts';
import { identity, number, text } from '../kernel/shapes.ts';
import { reason } from '../settings/reason.ts';
import { instant } from '../time/instant-text.ts';
import { crmObjects } from './crm-object.ts';
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
    userId: z.optional(text),
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
  z.object({ status: z.literal('unknown'), nextAt: instant, tries: number }),
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
  because: z.optional(reason),
  state: writeState,
  askedAt: instant,
  /** Seconds of Unix time; while it is not written, far ahead. */
  expiresAt: number,
});
export type CrmWrite = z.output<typeof crmWrite>;
