/** What is shorter than this is no secret, and would be found anywhere. */
const SHORTEST = 4;
const HIDDEN = '•••';

/**
 * A text from outside without the values of headers that it may repeat (A14): receivers under test often answer with
 * what they were sent. A value counts as a whole, by what follows its scheme (`Bearer …`), and as JSON writes it; at the
 * end of the text, where it may be cut off, by its beginning too.
 */
export function withoutSecrets(text: string, values: readonly string[]): string {
  const forms = values
    .flatMap((value) => [value, value.replace(/^\S+ +/, '')])
    .flatMap((value) => [value, JSON.stringify(value).slice(1, -1)])
    .filter((value) => value.length >= SHORTEST)
    .toSorted((a, b) => b.length - a.length);
  let clean = text;
  for (const form of new Set(forms)) clean = clean.replaceAll(form, HIDDEN);
  for (const form of forms) {
    for (let length = form.length - 1; length >= SHORTEST; length -= 1) {
      if (clean.endsWith(form.slice(0, length))) return clean.slice(0, -length) + HIDDEN;
    }
  }
  return clean;
}
