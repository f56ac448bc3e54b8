import type { Instant } from '../kernel/instant.ts';

/** A mail that came in, as far as we look at it. Addresses and header names are in lower case. */
export type InboundMail = {
  from?: string | undefined;
  /** To, Cc and the envelope's recipients. */
  to: readonly string[];
  /** Message ids as written, with their `<>`. */
  inReplyTo: readonly string[];
  references: readonly string[];
  subject: string;
  headers: Readonly<Record<string, readonly string[]>>;
  /** What the writer wrote, without the mail that it quotes. */
  text: string;
  receivedAt: Instant;
};
