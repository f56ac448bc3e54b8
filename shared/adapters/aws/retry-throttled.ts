import type { SendResult } from '../../domain/core/message.ts';
import { isTooFast } from './send-failure.ts';

/** How to wait, and chance; for tests. */
export type Pause = { wait: (ms: number) => Promise<void>; random: () => number };

/** Waits before each further try, in milliseconds at most: three seconds in all, so that a lane is not held up long. */
const longestWaits = [200, 400, 800, 1_600];

/** The clock's own waits. */
export const realPause: Pause = {
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  random: Math.random,
};

/**
 * Sends, and again a few times while the provider says that it was too fast: it refused for certain, so the message is
 * not out (F3). Each wait is drawn anew, so that those who were refused together do not come back together.
 */
export async function retryThrottled(
  send: () => Promise<SendResult>,
  { wait, random }: Pause = realPause,
): Promise<SendResult> {
  let result = await send();
  for (const longest of longestWaits) {
    if (!isTooFast(result)) break;
    await wait(longest * (0.5 + random() / 2));
    result = await send();
  }
  return result;
}
