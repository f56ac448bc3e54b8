import * as z from 'zod/mini';
import type { Instant } from '../kernel/instant.ts';
import { text } from '../kernel/shapes.ts';
import { textOf } from '../time/instants.ts';
import type { TaggedMessage } from './message-tags.ts';

/** What a provider can tell about a message. `rejected`: a mail that it refused, or a text that nobody got. */
export type ProviderEventKind =
  | 'sent'
  | 'delivered'
  | 'bounced'
  | 'complained'
  | 'rejected'
  | 'delayed'
  | 'opened'
  | 'clicked'
  | 'rendering-failed';

/** The rule that took an opening or a click for a bot's, and what it saw. */
export const botRule = z.object({
  rule: z.enum(['user-agent', 'no-user-agent', 'network', 'head-request', 'too-fast', 'burst', 'provider']),
  /** What was seen: the sign in the user agent, whose network, after how many seconds, the provider's own word. */
  sign: text,
});
export type BotRule = z.output<typeof botRule>;

/** Who opened or clicked, as far as the provider saw. */
export type Visitor = { ipAddress?: string | undefined; userAgent?: string | undefined };

/**
 * One thing that a provider says happened to a message, in one form whatever the provider's own was.
 * It can come twice, late and in any order: `eventKey` tells duplicates, the engine decides what still counts.
 */
export type ProviderEvent = {
  kind: ProviderEventKind;
  /** When it happened according to the provider, not when we heard of it. */
  at: Instant;
  /** The provider's id of the message: SES's, without `<>` and domain. */
  messageId: string;
  /** The addresses that this event is about: mail in lower case, or a phone number. */
  recipient: string[];
  /** The addresses that the mail was sent to, in lower case; a forwarded one bounces at another. */
  sentTo?: string[] | undefined;
  /** Which step the message was sent for; undefined in identity notifications, which carry no tags. */
  tags?: TaggedMessage | undefined;
  /** It went to users and not to the lead (E1): what became of it says nothing of the lead. */
  toUsers?: boolean | undefined;
  /** For `bounced`. Only permanent ones count (A7); undetermined is not permanent. */
  bounce?: { permanent: boolean; type: string; subType: string; diagnostic?: string | undefined } | undefined;
  /** For `complained`: what the mailbox provider reported, such as `abuse`. */
  complaint?: { feedbackType?: string | undefined } | undefined;
  /** What the text costs in US dollars, where its provider says so. */
  priceUsd?: number | undefined;
  /** For `rejected`, `delayed` and `rendering-failed`: the provider's words. */
  reason?: string | undefined;
  /** For `clicked`. */
  click?: ({ link: string } & Visitor) | undefined;
  /** For `opened`. */
  open?: Visitor | undefined;
  /** For `opened` and `clicked`: by which rule a bot did it; it must neither score nor trigger (F8). */
  machine?: BotRule | undefined;
};

/**
 * A key that is the same for every copy of one event, and another for another event of the same message.
 * What happens once to a message has no instant in it, so that event publishing and identity notifications,
 * when both are on, count as one.
 */
export function eventKey(event: ProviderEvent): string {
  const key = `${event.messageId}.${event.kind}`;
  switch (event.kind) {
    case 'sent':
    case 'delivered':
    case 'rejected':
    case 'rendering-failed':
      return key;
    case 'bounced':
    case 'complained':
    case 'delayed':
    case 'opened':
      return `${key}.${textOf(event.at)}`;
    case 'clicked':
      return `${key}.${textOf(event.at)}.${fingerprint(event.click?.link ?? '')}`;
  }
}

/** A short stable mark of a text (FNV-1a, 32 bits): tells apart two links clicked in one millisecond. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(36);
}
