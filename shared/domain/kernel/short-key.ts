const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/**
 * A short name for a text, 10 of `[A-Za-z0-9_-]` (60 bits): the same text always gives the same name. For telling apart
 * the few thousand texts of one item, where a clash is a chance of one in 10¹¹; no protection against who seeks one.
 *
 * Two 32-bit hashes in the manner of FNV-1a, with a multiplier each and the avalanche of MurmurHash3 at the end.
 *
 * @param parts the text, in one piece or in several
 */
export function shortKey(...parts: readonly string[]): string {
  let low = 0x811c9dc5;
  let high = 0x811c9dc5;
  for (const part of parts) {
    for (let index = 0; index < part.length; index += 1) {
      const code = part.charCodeAt(index);
      low = Math.imul(low ^ code, 0x9e3779b1);
      high = Math.imul(high ^ code, 0x01000193);
    }
  }
  low = mixed(low);
  high = mixed(high);
  // Made at once, not letter by letter: keys are compared in their thousands, and a text in one piece compares fast.
  return String.fromCharCode(
    letter(low),
    letter(low >>> 6),
    letter(low >>> 12),
    letter(low >>> 18),
    letter(low >>> 24),
    letter((low >>> 30) | (high << 2)),
    letter(high >>> 4),
    letter(high >>> 10),
    letter(high >>> 16),
    letter(high >>> 22),
  );
}

function letter(bits: number): number {
  return alphabet.charCodeAt(bits & 63);
}

function mixed(sum: number): number {
  let hash = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
