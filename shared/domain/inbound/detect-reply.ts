import type { LocalDate } from '../kernel/instant.ts';
import { automaticSign } from './automatic-reply.ts';
import type { AutomaticSign } from './automatic-reply.ts';
import type { InboundMail } from './inbound-mail.ts';
import { sesMessageId } from '../provider-events/message-id.ts';
import { parseReplyAddress, parseThreadReference } from './message-mark.ts';
import type { MessageMarks } from './message-mark.ts';
import type { SentMessage } from '../provider-events/message-tags.ts';
import { utc } from '../time/utc.ts';
import { localDate } from '../time/zones.ts';
import { FORWARDED_HEADER } from './forwarded-mail.ts';
import { statedReturn } from './return-date.ts';

/**
 * How a mail was recognised as an answer to one of ours. `message` is proven by our own mark; a `messageId` of the
 * provider has to be looked up.
 */
export type ReplyMatch =
  | { by: 'reply-address'; message: SentMessage }
  | { by: 'references'; message: SentMessage }
  | { by: 'in-reply-to' | 'references'; messageId: string };

/** What an inbound mail is (D5). Matches come with the surest first. */
export type DetectedMail =
  | { kind: 'reply'; matches: ReplyMatch[] }
  /** Nobody wrote it: the sequence is held until the day stated in it, or three days. */
  | { kind: 'auto-reply'; matches: ReplyMatch[]; sign: AutomaticSign; until?: LocalDate | undefined }
  /** A mail server could not deliver; the provider's own bounce event says it better. */
  | { kind: 'bounce-notice'; matches: ReplyMatch[] }
  | { kind: 'unrelated'; why: 'no-match' | 'mailing-list' | 'report' | 'forwarded' };

/**
 * Decides what an inbound mail is. Delivery notices go first, since they are marked as automatic too; a mailing list's
 * copy, an answer that we forwarded ourselves, and other machine reports (read receipts, abuse reports) are no replies even when they name our message.
 */
export function detectReply(
  mail: InboundMail,
  ours: { replyDomain: string; marks: MessageMarks },
): DetectedMail {
  const matches = matchesOf(mail, ours.replyDomain, ours.marks);
  if (mail.headers[FORWARDED_HEADER] !== undefined) return { kind: 'unrelated', why: 'forwarded' };
  const report = reportKind(mail);
  if (report === 'delivery') return { kind: 'bounce-notice', matches };
  if (report === 'other') return { kind: 'unrelated', why: 'report' };
  if (isFromList(mail)) return { kind: 'unrelated', why: 'mailing-list' };
  if (matches.length === 0) return { kind: 'unrelated', why: 'no-match' };
  const sign = automaticSign(mail);
  if (sign === undefined) return { kind: 'reply', matches };
  return {
    kind: 'auto-reply',
    matches,
    sign,
    until: statedReturn(mail.text, localDate(mail.receivedAt, utc)),
  };
}

function matchesOf(mail: InboundMail, replyDomain: string, marks: MessageMarks): ReplyMatch[] {
  const addressed = mail.to.flatMap((address): ReplyMatch[] => {
    const message = parseReplyAddress(address, replyDomain, marks);
    return message ? [{ by: 'reply-address', message }] : [];
  });
  // The last reference is the mail that was answered.
  const latestFirst = mail.references.toReversed();
  const marked = latestFirst.flatMap((reference): ReplyMatch[] => {
    const message = parseThreadReference(reference, replyDomain, marks);
    return message ? [{ by: 'references', message }] : [];
  });
  const byId = (by: 'in-reply-to' | 'references', ids: readonly string[]): ReplyMatch[] =>
    ids.flatMap((id) => {
      const messageId = sesMessageId(id);
      return messageId === undefined ? [] : [{ by, messageId }];
    });
  return [
    ...addressed,
    ...marked,
    ...byId('in-reply-to', mail.inReplyTo),
    ...byId('references', latestFirst),
  ];
}

/** RFC 6522: reports name their kind; the old ones come from `mailer-daemon` without saying. */
function reportKind(mail: InboundMail): 'delivery' | 'other' | undefined {
  const type = (mail.headers['content-type']?.[0] ?? '').toLowerCase();
  if (type.startsWith('multipart/report')) {
    return /report-type="?(?:disposition-notification|feedback-report)/.test(type) ? 'other' : 'delivery';
  }
  const fromServer = /^(?:mailer-daemon|postmaster)@/.test(mail.from ?? '');
  return fromServer || mail.headers['x-failed-recipients'] !== undefined ? 'delivery' : undefined;
}

const isFromList = (mail: InboundMail): boolean =>
  mail.headers['list-id'] !== undefined ||
  (mail.headers['precedence'] ?? []).some((value) => value.trim().toLowerCase() === 'list');
