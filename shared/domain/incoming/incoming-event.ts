import * as z from 'zod/mini';
import { connectionKinds } from '../connections/connectors.ts';
import { identity, leadIdText, number, text } from '../kernel/shapes.ts';
import { instant } from '../time/instant-text.ts';

/** What happened, told by a service: in the words of no service. */
const happening = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('call'),
    /** What the service calls the call. */
    callId: text,
    direction: z.enum(['incoming', 'outgoing']),
    /** Nobody answered it. */
    missed: z.boolean(),
    at: instant,
    seconds: number,
    /** Of the person outside, in E.164. */
    phone: text,
    /** Of the user who had it, where it is known. */
    userEmail: z.optional(text),
    recordingUrl: z.optional(text),
  }),
  z.object({
    type: z.literal('booking'),
    what: z.enum(['booked', 'cancelled', 'moved']),
    bookingId: text,
    name: text,
    /** Of the demo itself. */
    startsAt: instant,
    /** When it was booked, cancelled or moved. */
    at: instant,
    email: text,
    invitee: z.optional(text),
    userEmail: z.optional(text),
  }),
  /** A CRM says that records were changed: a hint to read its changes now. */
  z.object({ type: z.literal('crm-changed') }),
]);
export type Happening = z.output<typeof happening>;

const eventState = z.discriminatedUnion('status', [
  /**
   * Verified and kept; to be worked off by the follower of the table. `tries`: how often reading it again failed;
   * `assigned`: a person has said whose it is.
   */
  z.object({
    status: z.literal('waiting'),
    tries: number,
    assigned: z.optional(z.object({ leadId: leadIdText, by: text })),
  }),
  /** Nobody of ours has this number or address: a person assigns it. */
  z.object({ status: z.literal('unmatched') }),
  z.object({ status: z.literal('taken'), leadId: leadIdText, by: z.optional(text) }),
  /** It tells nothing that counts, or a person put it away. */
  z.object({ status: z.literal('ignored'), why: text, by: z.optional(text) }),
]);
export type IncomingState = z.output<typeof eventState>;

/** One message of a service that was proven to be its own. Its id is made from what the service calls it: seen twice, it is one. */
export const incomingEvent = z.object({
  ...identity,
  kind: z.enum(connectionKinds),
  receivedAt: instant,
  /** What is needed of it, as text of JSON; the raw body is not kept. */
  body: text,
  happening: z.optional(happening),
  state: eventState,
  /** Seconds of Unix time. */
  expiresAt: number,
});
export type IncomingEvent = z.output<typeof incomingEvent>;

export const incomingStatuses = [
  'waiting',
  'unmatched',
  'taken',
  'ignored',
] as const satisfies readonly IncomingState['status'][];

/** Why a request to the address of a connection was not believed. */
export const incomingRefusals = ['forged', 'replayed', 'malformed', 'foreign', 'oversized'] as const;
export type IncomingRefusal = (typeof incomingRefusals)[number];
