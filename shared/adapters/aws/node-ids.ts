import { createHash, randomBytes } from 'node:crypto';
import type { Ids } from '../../ports/ids.ts';

const LENGTH = 16;
/** Base-36 digits of the time in milliseconds: enough until the year 5188. */
const TIME_LENGTH = 9;
const CHANCE = 36 ** (LENGTH - TIME_LENGTH);

/** Ids by `node:crypto`. */
export function nodeIds(): Ids {
  let last = { time: 0, tail: 0 };
  return {
    next() {
      const time = Date.now();
      // Within one millisecond, and when the clock is set back, ids count up from the last one.
      last =
        time > last.time ? { time, tail: randomBelow(CHANCE) } : { time: last.time, tail: last.tail + 1 };
      return base36(last.time, TIME_LENGTH) + base36(last.tail % CHANCE, LENGTH - TIME_LENGTH);
    },
    of(text) {
      const digest = createHash('sha256').update(text).digest();
      return (digest.readBigUInt64BE(0) * 0x1_0000_0000n + BigInt(digest.readUInt32BE(8)))
        .toString(36)
        .padStart(LENGTH, '0')
        .slice(-LENGTH);
    },
    secret() {
      return randomBytes(16).toString('hex');
    },
    hash(text) {
      return createHash('sha256').update(text).digest('hex');
    },
  };
}

function randomBelow(bound: number): number {
  return Number(randomBytes(8).readBigUInt64BE() % BigInt(bound));
}

function base36(value: number, width: number): string {
  return value.toString(36).padStart(width, '0');
}
