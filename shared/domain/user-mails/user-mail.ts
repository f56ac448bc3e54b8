import * as z from 'zod/mini';
import type { OutgoingMail, SendResult } from '../core/message.ts';
import { assertNever } from '../kernel/assert-never.ts';
import { text, userIdText } from '../kernel/shapes.ts';
import { FORWARDED_TAG } from '../provider-events/message-tags.ts';

/**
 * A mail to a user, which tells something of the user's work. It is no mail of a sequence: it counts for no cap and no
 * pacing, nobody unsubscribes from it and nothing in it is tracked. It goes out once (F3).
 */
export const userMail = z.object({
  organisation: text,
  /** What it tells: of one key one mail goes out, however often it is asked for. Of `[A-Za-z0-9._-]`. */
  key: text,
  /** The user, and the address when it was asked for. */
  userId: userIdText,
  to: text,
  subject: text,
  html: text,
  text,
  /** Where an answer goes; undefined: to the address of the stage. */
  replyTo: z.optional(text),
});
export type UserMail = z.output<typeof userMail>;

/** What is known of the mail of a key: the text that its marker keeps. `waiting`: held back, and its next try is queued. */
export const userMailStates = ['claimed', 'sent', 'refused', 'unknown', 'again', 'waiting'] as const;
export type UserMailState = (typeof userMailStates)[number];

/** The id of the marker that a mail is claimed by. */
export function userMailMarker({ key }: Pick<UserMail, 'key'>): string {
  return `user-mail ${key}`;
}

/** The mail as it is handed to the provider, from the stage, in the name of the organisation. */
export function outgoingUserMail(
  { to, subject, html, text: plain, replyTo, key }: UserMail,
  from: { name: string; address: string },
): OutgoingMail {
  return {
    from,
    replyTo: replyTo ?? from.address,
    to,
    subject,
    html,
    text: plain,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    // Events about it say nothing of any lead.
    tags: { [FORWARDED_TAG]: key.replaceAll('.', '_').slice(0, 256) },
  };
}

/**
 * What the provider's answer says: it went out; it will not, for what it is; nobody knows, and it is never sent again by
 * itself (F3); or it is tried again later, since what kept it back was not the mail (F10).
 */
export function stateAfter(result: SendResult): Exclude<UserMailState, 'claimed' | 'waiting'> {
  switch (result.kind) {
    case 'accepted':
      return 'sent';
    case 'refused':
      return result.retry ? 'again' : 'refused';
    case 'held':
      return 'again';
    case 'unknown':
      return 'unknown';
    default:
      return assertNever(result);
  }
}
