import type { Instant } from '../kernel/instant.ts';
import type { ShortLink } from '../tracking/short-link.ts';

/** A mail as handed to the provider. */
export type OutgoingMail = {
  from: { name: string; address: string };
  replyTo: string;
  to: string;
  /** Further addresses that it goes to, each seen by the others: of mails to several users (E1). */
  alsoTo?: readonly string[] | undefined;
  subject: string;
  html: string;
  text: string;
  /** In-Reply-To, References, List-Unsubscribe … ; not Message-ID, which SES writes itself. */
  headers: Record<string, string>;
  /** Come back with each provider event: `[A-Za-z0-9_-]`. */
  tags: Record<string, string>;
};

/** A text as handed to the provider. */
export type OutgoingSms = {
  to: string;
  text: string;
  /** Come back with each provider event, from providers that have them: as those of mails. */
  tags: Record<string, string>;
  /** When the recipient's quiet hours begin: it must not be delivered from then on (E4); undefined: there are none. */
  notAfter?: Instant | undefined;
};

/** The words of a message, with the links that their author wrote and without those that are the recipient's alone. */
export type SentWords = { html?: string | undefined; text: string };

/**
 * A message ready for the provider, and what the record keeps of it. `subject`: of a mail, by which its thread goes on
 * (D6); undefined where nobody has written it. `words`: what may be kept of it (F9); undefined: nothing.
 */
export type Message = {
  sender: string;
  recipient: string;
  contentHash: string;
  subject?: string | undefined;
  words?: SentWords | undefined;
} & (
  | { kind: 'mail' | 'user-mail'; mail: OutgoingMail }
  /** `links`: to be kept before the text goes out. */
  | { kind: 'sms'; sms: OutgoingSms; links: ShortLink[] }
);

/** What became of one call to the provider (F3). */
export type SendResult =
  | { kind: 'accepted'; messageId: string }
  /** Refused for certain: it did not go out. `retry`: it may be tried again later, as when throttled. */
  | { kind: 'refused'; retry: boolean; code: string; message: string }
  /** Refused because of the account or the sender, not of the message: everything of it waits (F10). */
  | { kind: 'held'; level: 'stage' | 'sender'; code: string; message: string }
  /** Timeout, reset, 5xx: it may have gone out. Never resent by itself. */
  | { kind: 'unknown'; code: string; message: string };
