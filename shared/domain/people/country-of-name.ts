import { foldedText } from '../kernel/folded-text.ts';

/** Languages in which countries are understood by name. */
const languages = ['en', 'fr', 'de', 'es', 'it', 'ro'];

/** What people write beside the names that the languages have. */
const others: Readonly<Record<string, string>> = { uk: 'GB', usa: 'US', eeuu: 'US', holland: 'NL' };

/** Codes with a name that is not a country's. */
const noCountries: ReadonlySet<string> = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ']);

let known: ReadonlyMap<string, string> | undefined;

/** The country (ISO 3166-1 alpha-2) that a text means: a code in whatever case, or a name; undefined: none known. */
export function countryOfName(text: string): string | undefined {
  const folded = foldedText(text);
  if (Object.hasOwn(others, folded)) return others[folded];
  if (/^[a-z]{2}$/i.test(text)) return text.toUpperCase();
  return (known ??= countriesByName()).get(folded);
}

function countriesByName(): ReadonlyMap<string, string> {
  const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
  const codes = letters
    .flatMap((first) => letters.map((second) => first + second))
    // A code that was given up is replaced by its successor, whose name it has.
    .filter((code) => !noCountries.has(code) && new Intl.Locale(`und-${code}`).region === code);
  const names = languages.flatMap((language) => {
    const namesIn = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
    return codes.flatMap((code): [string, string][] => {
      const name = namesIn.of(code);
      return name === undefined ? [] : [[foldedText(name), code]];
    });
  });
  return new Map(names);
}
