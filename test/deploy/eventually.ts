import { setTimeout as pause } from 'node:timers/promises';

/**
 * Asks again every second until the answer is neither undefined nor false, and gives it. Throws, naming what was waited
 * for, after `seconds`. For things that only time brings about; tests without a deployment never wait.
 */
export async function eventually<T>(
  what: string,
  seconds: number,
  ask: () => Promise<T | undefined | false>,
): Promise<T> {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (performance.now() > deadline) throw new Error(`Waited ${seconds} s in vain: ${what}`);
    await pause(1000);
  }
}
