import { i18n } from '../../i18n/i18n.ts';

/** The name of a country in the language of the person. */
export const countryText = (code: string): string =>
  new Intl.DisplayNames(i18n.locale, { type: 'region', fallback: 'code' }).of(code) ?? code;
