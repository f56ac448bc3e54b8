import type { Hold } from '../../domain/holds/hold.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { momentOf, type StepWakeUp, type WakeUp } from '../../domain/lanes/wake-up.ts';
import { runDueSteps, type WakeResult } from './run-due-steps.ts';
import type { StepPorts } from '../messages/step-ports.ts';
import { wakeLane } from './wake-lane.ts';

/**
 * Works off wake-ups of one lane in the order in which they came: steps together up to an opening of the lane, then the
 * opening, then the steps after it. So it does not matter how the queue cuts them into batches, and a forecast can
 * foresee what comes of them (F1).
 *
 * @returns the result for each wake-up, in order, how many steps left the lane's queue, and the holds
 * that the provider's refusals began (F10).
 */
export async function workLane(
  ports: StepPorts,
  wakeUps: readonly WakeUp[],
  clockTime: Instant,
): Promise<{ results: WakeResult[]; pulled: number; holds: Hold[] }> {
  const now = momentOf(wakeUps, clockTime);
  const results: WakeResult[] = [];
  const holds: Hold[] = [];
  let pulled = 0;
  let steps: StepWakeUp[] = [];
  let opened = false;
  for (const [index, wakeUp] of wakeUps.entries()) {
    if (wakeUp.kind === 'step') {
      steps.push(wakeUp);
      opened = false;
      if (wakeUps[index + 1]?.kind === 'step') continue;
      const run = await runDueSteps(ports, steps, now);
      results.push(...run.results);
      holds.push(...run.holds);
      steps = [];
      continue;
    }
    // Opened twice at one moment, nothing more can go the second time.
    if (!opened || wakeUp.freed !== undefined) pulled += await wakeLane(ports, { ...wakeUp, now });
    opened = true;
    results.push('done');
  }
  return { results, pulled, holds };
}
