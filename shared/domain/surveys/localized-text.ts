import * as z from 'zod/mini';
import { languages, type Language } from '../kernel/language.ts';
import { text } from '../kernel/shapes.ts';

/** A text in each language in which somebody has written it (C1). */
export const localizedText = z.partialRecord(z.enum(languages), text);
export type LocalizedText = z.output<typeof localizedText>;

/** A text and the language that it is in. */
export type Wording = { text: string; language: Language };

/** Whether a text says nothing in a language. */
function isBlank(text: string | undefined): boolean {
  return text === undefined || text.trim() === '';
}

/**
 * A text as a client reads it (C1): in the own language, else in that of the organisation, else in the first in which it
 * was written. Undefined: it was written in none.
 */
export function wordingFor(
  words: LocalizedText | undefined,
  ofClient: Language,
  ofOrganisation: Language,
): Wording | undefined {
  const language = [ofClient, ofOrganisation, ...languages].find((each) => !isBlank(words?.[each]));
  return language === undefined ? undefined : { text: words?.[language] ?? '', language };
}

/** Whether a text was written in some language. */
export function isWritten(words: LocalizedText | undefined): boolean {
  return languages.some((language) => !isBlank(words?.[language]));
}
