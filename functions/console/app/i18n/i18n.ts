import { setupI18n, type Messages } from '@lingui/core';
import { useLingui } from '@lingui/react';

/** Languages of the console, each by its own name. */
export const languages = {
  en: 'English',
  fr: 'Français',
  ro: 'Română',
  de: 'Deutsch',
  es: 'Español',
} as const;
export type ConsoleLanguage = keyof typeof languages;

export const i18n = setupI18n();

const texts: Record<ConsoleLanguage, () => Promise<{ default: Messages }>> = {
  en: () => import('virtual:texts/en'),
  fr: () => import('virtual:texts/fr'),
  ro: () => import('virtual:texts/ro'),
  de: () => import('virtual:texts/de'),
  es: () => import('virtual:texts/es'),
};

const KEPT = 'relance.language';
const isLanguage = (text: string | null): text is ConsoleLanguage => text !== null && text in languages;

/** The language chosen on this browser, else the first of its own that there is. */
export function preferredLanguage(): ConsoleLanguage {
  const kept = localStorage.getItem(KEPT);
  if (isLanguage(kept)) return kept;
  return navigator.languages.map((each) => each.slice(0, 2)).find(isLanguage) ?? 'en';
}

/** Shows everything in a language from now on. */
export async function activate(language: ConsoleLanguage): Promise<void> {
  i18n.load(language, (await texts[language]()).default);
  i18n.activate(language);
  document.documentElement.lang = language;
}

/** Chooses a language for this browser. */
export async function chooseLanguage(language: ConsoleLanguage): Promise<void> {
  localStorage.setItem(KEPT, language);
  await activate(language);
}

declare const isMessage: unique symbol;
/** A text of the console that is shown elsewhere than where it stands: English, and what translations are found by. */
export type Message = string & { [isMessage]: true };

/** Marks a text for translation where it stands in a table. */
export const msg = (text: string): Message => text as Message;

export type Values = Record<string, string | number>;
/** Says a text in the chosen language; values stand in it in braces, ICU MessageFormat. */
export type Say = (text: string, values?: Values) => string;

/**
 * `t('Send now')`, `t('{count, plural, one {# mail} other {# mails}}', { count })`. The text is English, stands there as
 * a whole, and its translations lie in the folder `texts` of the same feature.
 */
export function useT(): Say {
  const { i18n: current } = useLingui();
  return (text, values) => current._(text, values);
}
