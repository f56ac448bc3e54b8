import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import * as z from 'zod';

const toMend = 'Not a phone number that exists: write it with its country, as +33612345678';

/** A number in E.164 if it exists; a national one is read as of the country. */
export function normalisedPhone(text: string, country: string | undefined): string | undefined {
  const home = country !== undefined && isSupportedCountry(country) ? country : undefined;
  const number = parsePhoneNumberFromString(text, home);
  return number?.isValid() ? number.number : undefined;
}

/** A phone number with its country; E.164 afterwards. */
export const phone = z
  .string()
  .trim()
  .transform((text, context) => {
    const number = normalisedPhone(text, undefined);
    if (number !== undefined) return number;
    context.addIssue({ code: 'custom', message: `${toMend}.` });
    return z.NEVER;
  })
  .meta({
    description: 'A phone number with its country; stored in E.164.',
    // What is read in would lose its examples in the document.
    override: { examples: ['+33 6 12 34 56 78'] },
  });

/** The problem to report for a number that cannot be read where a country can stand beside it. */
export const wrongPhone = `${toMend}, or give \`country\` for a national one.`;
