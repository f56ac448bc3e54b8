import type { Instant } from '../../domain/kernel/instant.ts';
import { momentOf, type StepWakeUp, type WakeUp } from '../../domain/lanes/wake-up.ts';
import { runDueSteps, type WakeResult } from './run-due-steps.ts';
import type { StepPorts } from './step-ports.ts';
import { wakeLane } from './wake-lane.ts';

/**
 * Works off wake-ups of one lane in the order in which they came: steps together up to an opening of the lane, then the
 * opening, then the steps after it. So it does not matter how the queue cuts them into batches, and a forecast can
 * foresee what comes of them (F1).
 *
 * @returns the result for each wake-up, in order, and how many steps left the lane's queue.
 */
export async function workLane(
  ports: StepPorts,
  wakeUps: readonly WakeUp[],
  clockTime: Instant,
): Promise<{ results: WakeResult[]; pulled: number }> {
  const now = momentOf(wakeUps, clockTime);
  const results: WakeResult[] = [];
  let pulled = 0;
  let steps: StepWakeUp[] = [];
  let opened = false;
  for (const [index, wakeUp] of wakeUps.entries()) {
    if (wakeUp.kind === 'step') {
      steps.push(wakeUp);
      opened = false;
      if (wakeUps[index + 1]?.kind === 'step') continue;
      results.push(...(await runDueSteps(ports, steps, now)));
      steps = [];
      continue;
    }
    // Opened twice at one moment, nothing more can go the second time.
    if (!opened || wakeUp.freed !== undefined) pulled += await wakeLane(ports, { ...wakeUp, now });
    opened = true;
    results.push('done');
  }
  return { results, pulled };
}
