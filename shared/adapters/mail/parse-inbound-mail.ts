import { convert } from 'html-to-text';
import PostalMime from 'postal-mime';
import type { Address, Email } from 'postal-mime';
import type { InboundMail } from '#shared/domain/inbound/inbound-mail.ts';
import { ownWords } from '#shared/domain/inbound/own-words.ts';
import { cutText } from '#shared/domain/kernel/cut-text.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { mailFiles } from './mail-files.ts';

/** A raw mail, read; or that it cannot be, which no retry changes. */
export type ParsedMail = { kind: 'mail'; mail: InboundMail } | { kind: 'unreadable'; problem: string };

/** Headers and text stand before the attachments: what comes later is not looked at. It bounds the time too. In bytes. */
const readBytes = 256_000;
const htmlLength = 100_000;
/** Text of a mail, with what it quotes, that is looked at. In characters. */
const wholeLength = 200_000;
/** Longer answers are cut. In characters. */
const textLength = 20_000;
const nameLength = 200;
/** More message ids than this in one header are not those of a conversation. */
const idCount = 200;

/**
 * Reads a raw mail as SES stores it. Broken MIME gives what can be had of it; only nesting and headers beyond all
 * measure make a mail unreadable.
 *
 * @param receipt `size`: of the whole mail in bytes, where `raw` is its beginning alone.
 */
export async function parseInboundMail(
  raw: Uint8Array,
  receipt: { recipients: readonly string[]; receivedAt: Instant; size?: number | undefined },
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
  const whole = wholeText(email).trim();
  const words = ownWords(whole);
  const text = cutText(words, textLength);
  const mail: InboundMail = {
    from: addressesIn(email.from ? [email.from] : [])[0],
    fromName: oneLine(email.from?.name ?? '', nameLength) || undefined,
    to: [...new Set([...addressesIn([...(email.to ?? []), ...(email.cc ?? [])]), ...receipt.recipients])],
    messageId: idsIn('message-id')[0],
    inReplyTo: idsIn('in-reply-to'),
    references: idsIn('references'),
    subject: cutText(email.subject ?? '', 1000),
    headers,
    text,
    textCut: text.length < words.length,
    ...(whole !== text && { whole: cutText(whole, textLength) }),
    files: mailFiles(raw, receipt.size ?? raw.length),
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

/** A text for one line, without control characters. */
const oneLine = (text: string, length: number): string =>
  cutText(text.slice(0, length * 2).replaceAll(/\p{C}+/gu, ' '), length).trim();

/** The text of a mail, that in HTML where there is no other, without trailing blanks and runs of empty lines. */
const wholeText = (email: Email): string =>
  (email.text ?? textOfHtml(email.html ?? ''))
    .slice(0, wholeLength)
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n');

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
