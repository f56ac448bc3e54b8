import { channelNames, channels, type Channel } from '../channels/channels.ts';
import type { Instant } from '../kernel/instant.ts';

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
export type Template = {
  organisation: string;
  id: string;
  revision: number;
  kind: TemplateKind;
  name: string;
  /** Of a mail; a reply without one takes that of its thread. Liquid, one line. */
  subject?: string | undefined;
  /** Of a mail, sanitised when saved. Liquid. */
  html?: string | undefined;
  /** The text of an SMS or a task; of a mail, its own text part. Liquid. */
  text?: string | undefined;
  /** Of a mail without own text: the text part made from `html` when saved. Liquid. */
  textFromHtml?: string | undefined;
  /** What stands in for a variable that a lead lacks, by its full name such as `lead.firstName` (D8). */
  fallbacks: Record<string, string>;
  ownerId: string;
  /** Everybody in the organisation may use it. */
  shared: boolean;
  createdAt: Instant;
};

/** Characters of a template text outside of its Liquid: what is there before any value. */
export function literalLength(text: string): number {
  return text.replaceAll(/\{\{.*?\}\}|\{%.*?%\}/gs, '').length;
}
