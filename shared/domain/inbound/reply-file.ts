import * as z from 'zod/mini';
import { number, text } from '../kernel/shapes.ts';

/** Why a file is not handed out. */
export const leftOut = [
  /** Its kind is none of those that are. */
  'type',
  /** It is larger than 10 MB. */
  'size',
  /** The mail is longer than what is read of it, or this part of it cannot be read. */
  'not-read',
] as const;
export type LeftOut = (typeof leftOut)[number];

/** A file that came with an answer (D5). */
export const replyFile = z.object({
  name: text,
  type: text,
  /** In bytes; undefined: the mail was not read to its end. */
  size: z.optional(number),
  /** Where in the raw mail it lies, in bytes. */
  part: z.object({ from: number, length: number, encoding: z.enum(['base64', 'quoted-printable', 'plain']) }),
  /** Undefined: it can be had. */
  left: z.optional(z.enum(leftOut)),
});
export type ReplyFile = z.output<typeof replyFile>;

/** Larger files are not handed out. In bytes. */
const MOST_BYTES = 10_000_000;

type Kind = { type: string; begins: readonly string[] | 'text' };

const zip = ['PK\x03\x04'];
const ole = ['\xd0\xcf\x11\xe0'];
const office = (name: string): Kind => ({
  type: `application/vnd.openxmlformats-officedocument.${name}`,
  begins: zip,
});
const openDocument = (name: string): Kind => ({
  type: `application/vnd.oasis.opendocument.${name}`,
  begins: zip,
});

/**
 * The kinds of files that are handed out, by the end of their name: the type that they are handed out as, whatever the
 * mail says, and how such a file begins. None that a browser would run, none with macros by its name.
 */
const kinds = new Map<string, Kind>(
  Object.entries({
    pdf: { type: 'application/pdf', begins: ['%PDF-'] },
    png: { type: 'image/png', begins: ['\x89PNG'] },
    jpg: { type: 'image/jpeg', begins: ['\xff\xd8\xff'] },
    jpeg: { type: 'image/jpeg', begins: ['\xff\xd8\xff'] },
    gif: { type: 'image/gif', begins: ['GIF8'] },
    webp: { type: 'image/webp', begins: ['RIFF'] },
    docx: office('wordprocessingml.document'),
    xlsx: office('spreadsheetml.sheet'),
    pptx: office('presentationml.presentation'),
    odt: openDocument('text'),
    ods: openDocument('spreadsheet'),
    odp: openDocument('presentation'),
    doc: { type: 'application/msword', begins: ole },
    xls: { type: 'application/vnd.ms-excel', begins: ole },
    ppt: { type: 'application/vnd.ms-powerpoint', begins: ole },
    rtf: { type: 'application/rtf', begins: [String.raw`{\rtf`] },
    txt: { type: 'text/plain', begins: 'text' },
    csv: { type: 'text/csv', begins: 'text' },
    ics: { type: 'text/calendar', begins: 'text' },
  } satisfies Record<string, Kind>),
);

function kindOf(name: string): Kind | undefined {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? undefined : kinds.get(name.slice(dot + 1).toLowerCase());
}

/** Why a file of this name and size is left out; undefined: it is not. */
export function leftOutOf({ name, size }: Pick<ReplyFile, 'name' | 'size'>): LeftOut | undefined {
  if (kindOf(name) === undefined) return 'type';
  if (size === undefined) return 'not-read';
  return size > MOST_BYTES ? 'size' : undefined;
}

/** Bytes of the longest `begins`. */
const LONGEST_BEGINNING = 8;
/** Bytes at the beginning of a text that are looked at. */
const TEXT_BYTES = 4096;

/**
 * The type to hand a file out as; undefined: it is not what its name says. A text holds no zero byte and begins with no
 * `<`, as pages do.
 */
export function typeOfContent(name: string, bytes: Uint8Array): string | undefined {
  const kind = kindOf(name);
  if (kind === undefined) return undefined;
  const { type, begins } = kind;
  if (begins === 'text') {
    const start = bytes.subarray(0, TEXT_BYTES);
    const first = start.find((byte) => byte > 0x20);
    return start.includes(0) || first === 0x3c ? undefined : type;
  }
  const start = String.fromCharCode(...bytes.subarray(0, LONGEST_BEGINNING));
  return begins.some((begin) => start.startsWith(begin)) ? type : undefined;
}
