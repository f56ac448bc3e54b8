import { shortKey } from '../kernel/short-key.ts';

/**
 * Minutes from each try that failed to the next (A14): 0 → 1 min → 6 min → 26 min → 1 h 26 → 3 h 56 → 8 h 56 → 15 h 56 →
 * 23 h 56 after the first, each a little later by jitter.
 */
const waitMinutes = [1, 5, 20, 60, 150, 300, 420, 480] as const;

/** How often a delivery is tried. */
export const triesInAll = waitMinutes.length + 1;

/** Longest wait that a receiver may ask for, in seconds: six hours. */
const LONGEST_ASKED = 6 * 3600;
/** Most that jitter adds to a wait. */
const JITTER = 0.1;

/**
 * Seconds to wait after the `tries`-th try. Up to a tenth longer than planned, so that deliveries that failed together do
 * not come back together: drawn from the delivery's id, and so the same whenever it is asked. What the receiver asks for
 * only lengthens the wait.
 */
export function nextWait(id: string, tries: number, askedSeconds = 0): number {
  const planned = (waitMinutes[Math.min(tries, waitMinutes.length) - 1] ?? waitMinutes[0]) * 60;
  const jittered = Math.round(planned * (1 + JITTER * share(`${id} ${tries}`)));
  return Math.max(jittered, Math.min(askedSeconds, LONGEST_ASKED));
}

/** A number from 0 up to 1 made from a text. */
function share(text: string): number {
  let hash = 0;
  for (const character of shortKey(text)) hash = (hash * 31 + character.charCodeAt(0)) % 10_007;
  return hash / 10_007;
}
