import { decodeWords } from 'postal-mime';
import { leftOutOf, type ReplyFile } from '#shared/domain/inbound/reply-file.ts';
import { cutText } from '#shared/domain/kernel/cut-text.ts';
import { parametersOf } from './header-parameters.ts';

/** More parts, deeper ones and longer headers than these are not looked at. */
const MOST_PARTS = 200;
const MOST_FILES = 50;
const DEEPEST = 10;
const HEADER_BYTES = 16_000;
const NAME_LENGTH = 200;

type Span = { from: number; to: number };

/**
 * The files of a raw mail, in order: what is an attachment, or has a name and is not shown within the mail. Where they
 * lie is found by the boundaries alone, so that a mail of many megabytes costs little; nothing is decoded.
 *
 * @param total bytes of the whole mail, of which `raw` may be the beginning alone
 */
export function mailFiles(raw: Uint8Array, total: number): ReplyFile[] {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const files: ReplyFile[] = [];
  let parts = 0;

  function look(span: Span, depth: number): void {
    parts += 1;
    const { headers, body } = headersIn(bytes, span);
    const type = parametersOf(headers.get('content-type') ?? 'text/plain');
    const boundary = type.parameters.get('boundary') ?? '';
    if (type.value.startsWith('multipart/') && boundary !== '' && depth < DEEPEST) {
      for (const part of partsBetween(bytes, body, boundary)) {
        if (parts >= MOST_PARTS || files.length >= MOST_FILES) return;
        look(part, depth + 1);
      }
      return;
    }
    const disposition = parametersOf(headers.get('content-disposition') ?? '');
    const name = nameOf(disposition.parameters.get('filename') ?? type.parameters.get('name') ?? '');
    const isShown = headers.has('content-id') && disposition.value !== 'attachment';
    if (isShown || (name === '' && disposition.value !== 'attachment')) return;
    const isWhole = body.to < bytes.length || bytes.length >= total;
    const encoding = encodingOf(headers.get('content-transfer-encoding') ?? '');
    const size = isWhole ? sizeOf(bytes, body, encoding) : undefined;
    const file = { name, type: cutText(type.value, 100), ...(size !== undefined && { size }) };
    const left = leftOutOf(file);
    files.push({
      ...file,
      part: { from: body.from, length: body.to - body.from, encoding },
      ...(left !== undefined && { left }),
    });
  }

  look({ from: 0, to: bytes.length }, 0);
  return files;
}

/** The headers of a part by their names in lower case, the first of each, and where its body lies. */
function headersIn(bytes: Buffer, { from, to }: Span): { headers: Map<string, string>; body: Span } {
  const head = bytes.subarray(from, Math.min(to, from + HEADER_BYTES)).toString('latin1');
  const end = /^\r?\n/.exec(head) ?? /\r?\n\r?\n/.exec(head);
  const headers = new Map<string, string>();
  const lines = head
    .slice(0, end?.index ?? head.length)
    .replaceAll(/\r?\n[ \t]/g, ' ')
    .split(/\r?\n/);
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    if (!headers.has(name)) headers.set(name, line.slice(colon + 1).trim());
  }
  const start = end === null ? to : from + end.index + end[0].length;
  return { headers, body: { from: Math.min(start, to), to } };
}

/** What lies between the lines that begin with two dashes and the boundary. */
function* partsBetween(bytes: Buffer, { from, to }: Span, boundary: string): Generator<Span> {
  const delimiter = Buffer.from(`--${boundary}`, 'latin1');
  let open: number | undefined;
  let at = from;
  for (;;) {
    const found = bytes.indexOf(delimiter, at);
    if (found < 0 || found >= to) break;
    at = found + delimiter.length;
    if (found > from && bytes[found - 1] !== 0x0a) continue;
    // The line break before the delimiter belongs to it.
    if (open !== undefined) yield { from: open, to: endBefore(bytes, found, open) };
    const line = bytes.indexOf(0x0a, at);
    const isLast = bytes[at] === 0x2d && bytes[at + 1] === 0x2d;
    if (isLast || line < 0 || line >= to) return;
    open = line + 1;
    // Its line break may be that of the next delimiter too.
    at = line;
  }
  if (open !== undefined) yield { from: open, to };
}

function endBefore(bytes: Buffer, delimiter: number, from: number): number {
  const end = bytes[delimiter - 2] === 0x0d ? delimiter - 2 : delimiter - 1;
  return Math.max(end, from);
}

function encodingOf(header: string): ReplyFile['part']['encoding'] {
  const encoding = header.toLowerCase();
  return encoding === 'base64' || encoding === 'quoted-printable' ? encoding : 'plain';
}

/** Bytes of the file once decoded; of quoted-printable, which is rare for files, those of its coded form. */
function sizeOf(bytes: Buffer, { from, to }: Span, encoding: ReplyFile['part']['encoding']): number {
  if (encoding !== 'base64') return to - from;
  let digits = 0;
  for (let index = from; index < to; index += 1) {
    const byte = bytes[index] ?? 0;
    if (byte > 0x20 && byte !== 0x3d) digits += 1;
  }
  return Math.floor((digits * 3) / 4);
}

/** A name on one line, without the folders and control characters that it may come with. */
function nameOf(given: string): string {
  const name =
    decodeWords(given.slice(0, NAME_LENGTH * 10))
      .split(/[/\\]/)
      .at(-1) ?? '';
  const clean = name.replaceAll(/\p{C}+/gu, ' ').trim();
  if (clean.length <= NAME_LENGTH) return clean;
  // Its end says what it is.
  const end = clean.slice(-20);
  return `${cutText(clean, NAME_LENGTH - end.length)}${end}`;
}
