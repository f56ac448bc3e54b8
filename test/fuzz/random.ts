/** Numbers that look random and are the same for the same seed. */
export type Random = {
  /** True so often. */
  chance: (of: number) => boolean;
  /** A whole number from 0, below `limit`. */
  below: (limit: number) => number;
  pick: <T>(of: readonly [T, ...T[]]) => T;
};

/** Mulberry32: small, and good enough to try things out. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    chance: (of) => next() < of,
    below,
    pick: (of) => of[below(of.length)] ?? of[0],
  };
}
