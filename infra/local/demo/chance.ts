import { createHash } from 'node:crypto';

/** Chance that depends on a seed and a name alone, so that the same demo goes the same way whatever runs first. */
export class Chance {
  readonly #seed: number;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** A number in [0, 1) for this name. */
  of(name: string): number {
    return createHash('sha256').update(`${this.#seed}/${name}`).digest().readUInt32BE(0) / 0x1_0000_0000;
  }

  /** A number between two bounds for this name. */
  between([low, high]: readonly [number, number], name: string): number {
    return low + (high - low) * this.of(name);
  }
}
