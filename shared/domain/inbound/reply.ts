import * as z from 'zod/mini';
import { cutText } from '../kernel/cut-text.ts';
import type { Instant } from '../kernel/instant.ts';
import {
  enrollmentIdText,
  leadIdText,
  number,
  sequenceIdText,
  stepIdText,
  text,
  userIdText,
} from '../kernel/shapes.ts';
import { instant } from '../time/instant-text.ts';
import { epochSeconds } from '../time/instants.ts';
import { newestFirst } from '../webhooks/delivery-order.ts';
import { replyFile } from './reply-file.ts';

/** What the engine did about an answer (D5). */
const replyOutcome = z.discriminatedUnion('kind', [
  /** The enrollment stopped because of it. */
  z.object({ kind: z.literal('stopped') }),
  /** The sequence goes on after replies; it is noted. */
  z.object({ kind: z.literal('goes-on') }),
  /** The enrollment was over before. */
  z.object({ kind: z.literal('was-over') }),
  /** An automatic answer: the sequence waits until then. */
  z.object({ kind: z.literal('held'), until: instant }),
  /** An automatic answer that changes nothing. */
  z.object({ kind: z.literal('nothing') }),
  /** No message of ours is known that it answers, or its enrollment is no more. */
  z.object({ kind: z.literal('unmatched') }),
]);
export type ReplyOutcome = z.output<typeof replyOutcome>;

/** Why an answer is not forwarded. */
export const notForwarded = [
  /** The setting `replyForwarding` says so. */
  'setting',
  /** Nobody wrote it. */
  'automatic',
  /** Nobody is known whom it is for, or that user is switched off. */
  'nobody',
  /** The user's address is one that answers come to: it would come back for ever. */
  'own-address',
] as const;

/**
 * Whether the user whom an answer is for got it by mail (D5). It is `claimed` before the provider is called, so that it
 * goes out once at most, and stays so where the worker died: then nobody knows.
 */
const replyForwarded = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('off'), why: z.enum(notForwarded) }),
  z.object({ kind: z.literal('claimed'), at: instant }),
  z.object({ kind: z.literal('sent'), at: instant, to: text, messageId: text }),
  z.object({ kind: z.literal('failed'), at: instant, reason: text }),
]);
export type ReplyForwarded = z.output<typeof replyForwarded>;

/** What somebody answered, apart from what it quotes (D5). It is dropped when the setting `replyRetentionDays` is over. */
export const reply = z.object({
  organisation: text,
  /** Made from the mail, so that a mail that comes twice is one answer. */
  id: text,
  revision: number,
  kind: z.enum(['reply', 'auto-reply']),
  at: instant,
  from: z.optional(text),
  fromName: z.optional(text),
  subject: text,
  /** Of the mail, with its `<>`. */
  messageId: z.optional(text),
  /** What it answers, where that is known. */
  leadId: z.optional(leadIdText),
  enrollmentId: z.optional(enrollmentIdText),
  sequenceId: z.optional(sequenceIdText),
  step: z.optional(stepIdText),
  /** In whose name the mail went out that it answers. */
  userId: z.optional(userIdText),
  /** Whom the lead belonged to when it came. */
  ownerId: z.optional(userIdText),
  /** 20,000 characters at most; `textCut`: there was more. */
  text,
  textCut: z.boolean(),
  /** The same with what it quotes, where that is more; as long at most. */
  whole: z.optional(text),
  files: z.array(replyFile),
  /** Where the raw mail is kept, as long as the bucket keeps it. */
  key: z.optional(text),
  outcome: replyOutcome,
  forwarded: replyForwarded,
  /** Unix time in seconds after which it is dropped. */
  expiresAt: number,
});
export type Reply = z.output<typeof reply>;

/** Under what of the index `byTime` every answer of an organisation lies. */
export const EVERY_REPLY = 'all';

/** Where an answer is among others: the newest first. */
export function replyOrder({ at, id }: Pick<Reply, 'at' | 'id'>): string {
  return `${newestFirst(at)}#${id}`;
}

/** Characters of an answer that lists and records show. */
const EXCERPT_LENGTH = 200;

/** The beginning of what was answered, on one line. */
export function excerptOf({ text: words }: Pick<Reply, 'text'>): string {
  const line = words
    .slice(0, EXCERPT_LENGTH * 4)
    .replaceAll(/\s+/g, ' ')
    .trim();
  return line.length <= EXCERPT_LENGTH ? line : `${cutText(line, EXCERPT_LENGTH - 1)}…`;
}

const daySeconds = 86_400;

/** When an answer that came at an instant is dropped, as Unix time in seconds. */
export function expiryOf(at: Instant, days: number): number {
  return epochSeconds(at) + days * daySeconds;
}
