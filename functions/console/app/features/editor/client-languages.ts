import { msg, type Message } from '../../i18n/i18n.ts';

/** The languages in which clients can be addressed. */
export const clientLanguages = ['en', 'fr', 'ro', 'de', 'es'] as const;
export type ClientLanguage = (typeof clientLanguages)[number];
export const languageNames: Record<ClientLanguage, Message> = {
  en: msg('English'),
  fr: msg('French'),
  ro: msg('Romanian'),
  de: msg('German'),
  es: msg('Spanish'),
};
