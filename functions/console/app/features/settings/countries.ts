import { i18n } from '../../i18n/i18n.ts';

/** Countries whose public holidays are known, ISO 3166. */
export const holidayCountries = [
  ...['AT', 'BE', 'CA', 'CH', 'DE', 'ES', 'FR', 'GB', 'IE', 'IT', 'LU', 'MA', 'NL', 'PT', 'RO', 'US'],
] as const;

/** The name of a country in the language of the person. */
export const countryText = (code: string): string =>
  new Intl.DisplayNames(i18n.locale, { type: 'region', fallback: 'code' }).of(code) ?? code;
