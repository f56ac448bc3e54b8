import type { TokenBucket } from '#shared/adapters/rate-limited-mailer.ts';

/** Tokens counted in memory, by second. `writes`: how often somebody added some. */
export function memoryTokenBucket(): TokenBucket & { counts: Map<number, number>; writes: () => number } {
  const counts = new Map<number, number>();
  let writes = 0;
  return {
    counts,
    writes: () => writes,
    async add(second, tokens) {
      writes += 1;
      const count = (counts.get(second) ?? 0) + tokens;
      counts.set(second, count);
      return count;
    },
  };
}
