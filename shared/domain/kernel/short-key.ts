const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const LENGTH = 10;

/**
 * A short name for a text, 10 of `[A-Za-z0-9_-]` (60 bits): the same text always gives the same name. For telling apart
 * the few thousand texts of one item, where a clash is a chance of one in 10¹¹; no protection against who seeks one.
 *
 * Two 32-bit hashes in the manner of FNV-1a, with a multiplier each and the avalanche of MurmurHash3 at the end.
 */
export function shortKey(text: string): string {
  const [low, high] = [mix(text, 0x9e3779b1), mix(text, 0x01000193)];
  let key = '';
  for (let bit = 0; bit < 30; bit += 6) key += letter(low >>> bit);
  key += letter((low >>> 30) | (high << 2));
  for (let bit = 4; key.length < LENGTH; bit += 6) key += letter(high >>> bit);
  return key;
}

function letter(bits: number): string {
  return alphabet.charAt(bits & 63);
}

function mix(text: string, multiplier: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), multiplier);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
