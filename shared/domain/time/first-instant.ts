import type { Instant } from '../kernel/instant.ts';
import { isInstant } from './instants.ts';

/**
 * The first instant after `now` at which something is true that stays true once it is; undefined: it is true already, or
 * not before the year 10,000.
 * @param about where it is looked for first, in milliseconds since 1970: the nearer, the faster. Infinite: never.
 */
export function firstInstantOf(
  isTrue: (at: Instant) => boolean,
  now: Instant,
  about: number,
): Instant | undefined {
  const start = Math.max(Math.floor(about), now + 1);
  if (!isInstant(start) || isTrue(now)) return undefined;
  return isTrue(start) ? backwards(isTrue, now, start) : onwards(isTrue, start);
}

/** In strides that double, from where it is true. */
function backwards(isTrue: (at: Instant) => boolean, now: Instant, start: Instant): Instant {
  let high = start;
  for (let stride = 1; ; stride *= 2) {
    const low = high - stride;
    if (!isInstant(low) || low <= now) return bisected(isTrue, now, high);
    if (!isTrue(low)) return bisected(isTrue, low, high);
    high = low;
  }
}

/** In strides that double, from where it is not true. */
function onwards(isTrue: (at: Instant) => boolean, start: Instant): Instant | undefined {
  let low = start;
  for (let stride = 1; ; stride *= 2) {
    const high = low + stride;
    if (!isInstant(high)) return undefined;
    if (isTrue(high)) return bisected(isTrue, low, high);
    low = high;
  }
}

function bisected(isTrue: (at: Instant) => boolean, from: Instant, to: Instant): Instant {
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2) as Instant;
    if (isTrue(middle)) high = middle;
    else low = middle;
  }
  return high;
}
