import * as z from 'zod/mini';
import { identity, number, text } from '../kernel/shapes.ts';
import { instant } from '../time/instant-text.ts';
import { connectionKinds } from './connectors.ts';

/**
 * That an organisation is connected with a service (B6); its id is its kind. The credentials are in the vault, never
 * here. What changes by itself (cursor, health) is in the sync state.
 */
export const connection = z.object({
  ...identity,
  kind: z.enum(connectionKinds),
  /** What connecting took and is no secret, by the names of its fields. */
  settings: z.record(text, text),
  /** Paused by a person: nothing is read, written or taken in; what should be written waits. */
  paused: z.optional(z.object({ since: instant, by: text })),
  /** SHA-256 of the token in the address that the service sends to, in hex; undefined: it sends nothing. */
  addressHash: z.optional(text),
  /** Of calls: a call with a lead completes its open call task (B6). */
  completesCallTasks: z.optional(z.boolean()),
  /** A person was sent to the service to allow us in, and is to come back with this state (SHA-256, hex) to that address. */
  authorizing: z.optional(z.object({ stateHash: text, redirectUri: text, until: instant })),
  /** When credentials were last given. */
  credentialsAt: instant,
  createdBy: text,
  createdAt: instant,
});
export type Connection = z.output<typeof connection>;

/** What is wrong with a connection, in the order of gravity. */
export const troubles = ['unauthorised', 'allowance', 'mapping', 'unavailable', 'lagging'] as const;
export type Trouble = (typeof troubles)[number];

/** Something that keeps a connection from working as it should: since when, and what to mend. */
const problem = z.object({ trouble: z.enum(troubles), since: instant, detail: text });
export type ConnectionProblem = z.output<typeof problem>;

/** How far reading the changes of one kind of CRM record has come. */
const progress = z.object({
  /** The connector’s own; undefined: from the beginning. */
  cursor: z.optional(text),
  /** When it had last caught up. */
  caughtUpAt: z.optional(instant),
  /** Changes taken in, and records passed over because they are broken. */
  taken: number,
  passedOver: number,
});
export type SyncProgress = z.output<typeof progress>;

/** What a connection does by itself and how it fares; its id is the kind. One writer at a time, under the lease. */
export const syncState = z.object({
  ...identity,
  kind: z.enum(connectionKinds),
  /** Which account of the CRM the links lead to, and when that was asked: it outlives the connection, as they do. */
  account: z.optional(z.object({ id: text, at: instant })),
  /** Who may work on it, until when; undefined: nobody is. */
  lease: z.optional(z.object({ holder: text, until: instant })),
  /** When a run last began to read what changed. */
  readAt: z.optional(instant),
  /** By object of the CRM: lead, contact, account. */
  objects: z.record(text, progress),
  /** When it last worked without a fault, and when it last tried. */
  lastGoodAt: z.optional(instant),
  lastTriedAt: z.optional(instant),
  /** Not before this, as the service asked. */
  notBefore: z.optional(instant),
  /** Calls used of the day’s allowance, as the service last told. */
  allowance: z.optional(z.object({ used: number, allowed: number, at: instant })),
  problem: z.optional(problem),
  /** The last records that could not be taken in, the newest first, and what to mend. */
  passedOver: z.optional(z.array(z.object({ record: text, why: text, at: instant }))),
  /** The job that imports all people. */
  importId: z.optional(text),
  /** Requests to its address that were refused, with the right token: by reason. */
  refused: z.optional(z.record(text, number)),
});
export type SyncState = z.output<typeof syncState>;
