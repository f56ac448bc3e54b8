import * as z from 'zod/mini';
import { instant } from '../time/instant-text.ts';
import { plusMinutes } from '../time/instants.ts';
import type { EnrollmentId } from '../kernel/enrollment-id.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Language } from '../kernel/language.ts';
import type { TrackedLink } from '../templates/track-links.ts';
import { sentMessage } from '../provider-events/message-tags.ts';

/** What the unsubscribe link of one mail says (D7). */
export type UnsubscribeLink = {
  purpose: 'unsubscribe';
  organisation: string;
  lead: string;
  /** The enrollment whose mail bears the link; undefined for a mail outside a sequence. */
  enrollment?: EnrollmentId | undefined;
  /** Language of the page. */
  language: Language;
  /** From this instant on the link is refused; whole seconds are kept, rounded up. */
  expires: Instant;
};

/** A message and when it was composed, in whole seconds; links of it live on from there. */
export const linkedMessage = z.object({ ...sentMessage.shape, sentAt: instant });
export type LinkedMessage = z.output<typeof linkedMessage>;

/** What a tracked link of a mail says: the message, and where it leads, which nobody can change (D9). */
export type ClickLink = { purpose: 'click' } & LinkedMessage & TrackedLink & { expires: Instant };

/** What the picture of a mail says that tells of its opening (D9). */
export type OpenPixel = { purpose: 'open' } & LinkedMessage & { expires: Instant };

/** What the link of a feedback sequence says: whose survey its page shows (C1). */
export type SurveyLink = {
  purpose: 'survey';
  organisation: string;
  enrollment: EnrollmentId;
  /** Language of the page where its client is not known. */
  language: Language;
  expires: Instant;
};

/** What a public link can say, by purpose. A link of one purpose is never accepted for another. */
export type LinkPayload = UnsubscribeLink | ClickLink | OpenPixel | SurveyLink;
export type LinkPurpose = LinkPayload['purpose'];

/** What a token from outside turned out to be. */
export type LinkReading<Purpose extends LinkPurpose = LinkPurpose> =
  | { kind: 'valid' | 'expired'; payload: Extract<LinkPayload, { purpose: Purpose }> }
  /** Forged, cut off, of another purpose, or signed with a key that has been withdrawn. */
  | { kind: 'invalid' };

/** How long a link lives, in days: longer than people keep a mail that they want to be rid of. */
const linkDays = 400;

/** The end of a link in a message that goes out now. */
export function linkExpiry(now: Instant): Instant {
  return plusMinutes(now, linkDays * 1_440);
}

/** The content of the unsubscribe link of a mail that goes out now. */
export function unsubscribeLink(
  mail: Omit<UnsubscribeLink, 'purpose' | 'expires'>,
  now: Instant,
): UnsubscribeLink {
  return { purpose: 'unsubscribe', ...mail, expires: linkExpiry(now) };
}

/** Where the recipient goes to unsubscribe; `publicUrl` is the base of the public routes, without trailing slash. */
export function unsubscribeUrl(publicUrl: string, token: string): string {
  return `${publicUrl}/u/${token}`;
}

/** Where a client answers a survey; `rating`: the one that the page shows as chosen (C1). */
export function surveyUrl(publicUrl: string, token: string, rating?: number): string {
  return `${publicUrl}/s/${token}${rating === undefined ? '' : `?v=${rating}`}`;
}

/** Where a tracked link leads first. */
export function clickUrl(publicUrl: string, token: string): string {
  return `${publicUrl}/l/${token}`;
}

/** Where the picture lies that tells of an opening. */
export function openUrl(publicUrl: string, token: string): string {
  return `${publicUrl}/o/${token}`;
}

/** Mail headers that let a mail client unsubscribe with one click (RFC 2369, RFC 8058). */
export function unsubscribeHeaders(url: string): { name: string; value: string }[] {
  return [
    { name: 'List-Unsubscribe', value: `<${url}>` },
    { name: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' },
  ];
}
