/** Chance that is all made of a seed: the same seed gives the same draws in the same order. */
export class Random {
  #state: number;

  /** @param name tells streams of one seed apart, so that a draw more in one changes nothing in the others. */
  constructor(seed: number, name = '') {
    let state = (seed | 0) ^ 0x9e3779b9;
    for (const letter of name) state = Math.imul(state ^ letter.charCodeAt(0), 0x01000193);
    this.#state = state;
  }

  /** In [0, 1). The generator is mulberry32. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  }

  /** A whole number between both, these included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** One of them. @throws when there are none */
  pick<T>(some: readonly T[]): T {
    const one = some[this.between(0, some.length - 1)];
    if (one === undefined) throw new Error('nothing to pick from');
    return one;
  }

  /** Any of them, each with the same chance. */
  some<T>(of: readonly T[], probability: number): T[] {
    return of.filter(() => this.chance(probability));
  }
}
