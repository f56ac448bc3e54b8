const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** So many random characters of a–z and 0–9. */
export const randomId = (length: number): string =>
  [...crypto.getRandomValues(new Uint8Array(length))]
    .map((byte) => letters[byte % letters.length] ?? '')
    .join('');

const ENDING = 4;

/** An id for something of this name, with an ending that makes it another than those there are; `longest` characters at most. */
export function newId(name: string, longest: number): string {
  const words = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longest - ENDING - 1)
    .replace(/^-/, '')
    .replace(/-$/, '');
  const ending = randomId(ENDING);
  return words === '' ? ending : `${words}-${ending}`;
}
