import type { LinkPayload, LinkPurpose, LinkReading } from '../domain/tracking/link-token.ts';
import type { MessageMarker, MessageMarks } from '../domain/inbound/message-mark.ts';
import type { Instant } from '../domain/kernel/instant.ts';

/** Signs what goes out to people outside: public links, reply addresses and references. */
export type LinkMaker = MessageMarker & {
  /** A token for a public link, of characters that need no escaping in a URL's path. */
  signLink(payload: LinkPayload): string;
  /** Ten characters of `[A-Za-z0-9_-]` (60 bits) made from a text, that nobody else can make: the address of a short link. */
  shortKey(text: string): string;
};

/** Signs it, and knows it when it comes back. */
export type LinkSigner = LinkMaker &
  MessageMarks & {
    /** What a token says, if it was signed by us for this purpose; never throws, whatever the token. */
    readLink<Purpose extends LinkPurpose>(
      token: string,
      purpose: Purpose,
      now: Instant,
    ): LinkReading<Purpose>;
  };
