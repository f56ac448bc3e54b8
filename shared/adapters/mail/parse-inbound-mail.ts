import EmailReplyParser from 'email-reply-parser';
import { convert } from 'html-to-text';
import PostalMime from 'postal-mime';
import type { Address, Email } from 'postal-mime';
import type { InboundMail } from '#shared/domain/inbound/inbound-mail.ts';
import { cutText } from '#shared/domain/kernel/cut-text.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';

/** A raw mail, read; or that it cannot be, which no retry changes. */
export type ParsedMail = { kind: 'mail'; mail: InboundMail } | { kind: 'unreadable'; problem: string };

/** Headers and text stand before the attachments: what comes later is not looked at. It bounds the time too. In bytes. */
const readBytes = 256_000;
const htmlLength = 100_000;
/** Longer replies are cut: the time that finding the quoted part takes grows faster than the text. In characters. */
const textLength = 10_000;
/** More message ids than this in one header are not those of a conversation. */
const idCount = 200;

/**
 * Reads a raw mail as SES stores it. Broken MIME gives what can be had of it; only nesting and headers beyond all
 * measure make a mail unreadable.
 */
export async function parseInboundMail(
  raw: Uint8Array,
  receipt: { recipients: readonly string[]; receivedAt: Instant },
): Promise<ParsedMail> {
  let email: Email;
  try {
    email = await PostalMime.parse(raw.subarray(0, readBytes), {
      maxNestingDepth: 20,
      maxHeadersSize: 128_000,
      forceRfc822Attachments: true,
    });
  } catch (error) {
    // The parser throws for its limits alone; the sender of such a mail gets no say in our retries.
    return { kind: 'unreadable', problem: error instanceof Error ? error.message : 'not parsed' };
  }
  const headers = headersOf(email);
  const idsIn = (header: string) =>
    (headers[header] ?? []).flatMap((value) => value.match(/<[^<>\s]{1,500}>/g) ?? []).slice(-idCount);
  const mail: InboundMail = {
    from: addressesIn(email.from ? [email.from] : [])[0],
    to: [...new Set([...addressesIn([...(email.to ?? []), ...(email.cc ?? [])]), ...receipt.recipients])],
    inReplyTo: idsIn('in-reply-to'),
    references: idsIn('references'),
    subject: cutText(email.subject ?? '', 1000),
    headers,
    text: replyText(email),
    receivedAt: receipt.receivedAt,
  };
  return { kind: 'mail', mail };
}

function headersOf(email: Email): Record<string, string[]> {
  const groups = Map.groupBy(email.headers, (header) => header.key);
  return Object.fromEntries([...groups].map(([name, all]) => [name, all.map((header) => header.value)]));
}

const addressesIn = (addresses: readonly Address[]): string[] =>
  addresses
    .flatMap((one) => one.group ?? [one])
    .map(({ address }) => address.trim().toLowerCase())
    .filter((address) => address.includes('@'));

/** What the writer wrote, without the mail quoted below it; all of it when nothing else is left. */
function replyText(email: Email): string {
  const whole = cutText(tidy(email.text ?? textOfHtml(email.html ?? '')), textLength);
  const own = whole.replace(romanianQuote, '');
  return (new EmailReplyParser().parseReply(own).trim() || whole).trim();
}

/** Without trailing blanks and runs of empty lines. */
const tidy = (text: string): string =>
  text
    .slice(0, textLength * 10)
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n');

/** `Pe lun., 23 nov. 2026 la 09:00, … a scris:` and what follows: the parser knows our other languages. */
const romanianQuote = /^(?:Pe|În data de|La data de) [^\n]{1,200}\n?[^\n]{0,200} a scris:\s*\n[^]*$/m;

const textOfHtml = (html: string): string =>
  convert(html.slice(0, htmlLength), {
    wordwrap: false,
    limits: { maxDepth: 50 },
    selectors: [
      { selector: 'a', options: { ignoreHref: true } },
      { selector: 'img', format: 'skip' },
      { selector: 'blockquote', format: 'skip' },
      { selector: '.gmail_quote', format: 'skip' },
    ],
  });
