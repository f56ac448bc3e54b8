import { languages, type Language } from '../kernel/language.ts';

/**
 * The language in which a recipient reads about unsubscribing (D7): the one chosen for the sequence, else the lead's own
 * where we have it, else that of the organisation.
 */
export function recipientLanguage(
  chosen: Language | undefined,
  ofLead: string | undefined,
  ofOrganisation: Language,
): Language {
  return chosen ?? languages.find((language) => language === ofLead) ?? ofOrganisation;
}
