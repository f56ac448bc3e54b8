/** Countries whose public holidays are known, ISO 3166. */
export const holidayCountries: readonly string[] = [
  ...['AT', 'BE', 'CA', 'CH', 'DE', 'ES', 'FR', 'GB', 'IE', 'IT', 'LU', 'MA', 'NL', 'PT', 'RO', 'US'],
];
