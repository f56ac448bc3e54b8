import type { Instant } from '../kernel/instant.ts';

/** What a template is for; `stepKinds` says which a step takes. */
export const templateKinds = ['mail', 'sms', 'task'] as const;
export type TemplateKind = (typeof templateKinds)[number];

/** Most characters of one SMS: what the provider takes in one call (E5). */
export const maxSmsCharacters = 1600;

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
