import { plusDays } from '../calendar/zones.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Language } from '../sequence/step.ts';

/** What the unsubscribe link of one mail says (D7). */
export type UnsubscribeLink = {
  purpose: 'unsubscribe';
  organisation: string;
  lead: string;
  /** The enrollment whose mail bears the link; undefined for a mail outside a sequence. */
  enrollment?: string | undefined;
  /** Language of the page. */
  language: Language;
  /** From this instant on the link is refused; whole seconds are kept, rounded up. */
  expires: Instant;
};

/** What a public link can say, by purpose. A link of one purpose is never accepted for another. */
export type LinkPayload = UnsubscribeLink;
export type LinkPurpose = LinkPayload['purpose'];

/** What a token from outside turned out to be. */
export type LinkReading =
  | { kind: 'valid'; payload: LinkPayload }
  | { kind: 'expired'; payload: LinkPayload }
  /** Forged, cut off, of another purpose, or signed with a key that has been withdrawn. */
  | { kind: 'invalid' };

/** How long an unsubscribe link lives, in days: longer than people keep a mail that they want to be rid of. */
const unsubscribeLinkDays = 400;

/** The content of the unsubscribe link of a mail that goes out now. */
export function unsubscribeLink(
  mail: Omit<UnsubscribeLink, 'purpose' | 'expires'>,
  now: Instant,
): UnsubscribeLink {
  const expires = plusDays(now.slice(0, 10), unsubscribeLinkDays) + now.slice(10);
  return { purpose: 'unsubscribe', ...mail, expires };
}

/** Where the recipient goes to unsubscribe; `publicUrl` is the base of the public routes, without trailing slash. */
export function unsubscribeUrl(publicUrl: string, token: string): string {
  return `${publicUrl}/u/${token}`;
}

/** Mail headers that let a mail client unsubscribe with one click (RFC 2369, RFC 8058). */
export function unsubscribeHeaders(url: string): { name: string; value: string }[] {
  return [
    { name: 'List-Unsubscribe', value: `<${url}>` },
    { name: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' },
  ];
}
