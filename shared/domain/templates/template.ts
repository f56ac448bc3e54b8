import * as z from 'zod/mini';
import { channelNames, channels, type Channel } from '../channels/channels.ts';
import { identity, text, userIdText } from '../kernel/shapes.ts';
import { instant } from '../time/instant-text.ts';

/** What a template is for: the channel of what it makes; `stepKinds` says which a step takes. */
export type TemplateKind = Channel;

/** Every kind of template. */
export const templateKinds = channelNames;

/** What a template of a kind is called, within a sentence. */
export function describeTemplateKind(kind: TemplateKind): string {
  return `${channels[kind].one} template`;
}

/** What a text of so many characters is too long for: what its message is called and takes (E5); undefined: it is not. */
export function tooLong(kind: TemplateKind, characters: number): { noun: string; most: number } | undefined {
  const { noun, maxCharacters: most } = channels[kind];
  return most === undefined || characters <= most ? undefined : { noun, most };
}

/** A text with variables, written in Liquid, that steps send or show; a change applies everywhere at once (D8). */
export const template = z.object({
  ...identity,
  kind: z.enum(templateKinds),
  name: text,
  /** Of a mail; a reply without one takes that of its thread. Liquid, one line. */
  subject: z.optional(text),
  /** Of a mail, sanitised when saved. Liquid. */
  html: z.optional(text),
  /** The text of an SMS or a task; of a mail, its own text part. Liquid. */
  text: z.optional(text),
  /** Of a mail without own text: the text part made from `html` when saved. Liquid. */
  textFromHtml: z.optional(text),
  /** What stands in for a variable that a lead lacks, by its full name such as `lead.firstName` (D8). */
  fallbacks: z.record(text, text),
  ownerId: userIdText,
  /** Everybody in the organisation may use it. */
  shared: z.boolean(),
  createdAt: instant,
});
export type Template = z.output<typeof template>;

/** Where the pieces of Liquid of a text begin and end. */
export function* liquidPieces(text: string): Generator<{ from: number; to: number }> {
  // Each end is looked for once: where one is missing it is missing for all that begins later.
  const unclosed = new Set<string>();
  let last = 0;
  for (const { index: from, 0: begin } of text.matchAll(/\{[{%]/g)) {
    if (from < last || unclosed.has(begin)) continue;
    const end = text.indexOf(begin === '{{' ? '}}' : '%}', from + begin.length);
    if (end < 0) {
      unclosed.add(begin);
      continue;
    }
    last = end + 2;
    yield { from, to: last };
  }
}

/** Characters of a template text outside of its Liquid: what is there before any value. */
export function literalLength(text: string): number {
  return [...liquidPieces(text)].reduce((left, { from, to }) => left - (to - from), text.length);
}
