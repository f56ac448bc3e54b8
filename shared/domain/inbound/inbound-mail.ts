import type { Instant } from '../kernel/instant.ts';

/** A file that came with a mail. `size`: in bytes; undefined where the mail was not read to its end. */
export type InboundFile = { name: string; type: string; size?: number | undefined };

/** A mail that came in, as far as we look at it. Addresses and header names are in lower case. */
export type InboundMail = {
  from?: string | undefined;
  /** As the mail calls its writer. */
  fromName?: string | undefined;
  /** To, Cc and the envelope's recipients. */
  to: readonly string[];
  /** Message ids as written, with their `<>`. */
  messageId?: string | undefined;
  inReplyTo: readonly string[];
  references: readonly string[];
  subject: string;
  headers: Readonly<Record<string, readonly string[]>>;
  /** What the writer wrote, without the mail that it quotes. */
  text: string;
  /** There is more of the text than is kept. */
  textCut: boolean;
  files: readonly InboundFile[];
  receivedAt: Instant;
};
