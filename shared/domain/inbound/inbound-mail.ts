import type { Instant } from '../kernel/instant.ts';
import type { ReplyFile } from './reply-file.ts';

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
  /** The same with it, where that is more. */
  whole?: string | undefined;
  files: readonly ReplyFile[];
  /** Where the raw mail is kept, for some time. */
  key?: string | undefined;
  receivedAt: Instant;
};
