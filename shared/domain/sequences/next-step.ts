import type { SequenceVersion, Step } from './step.ts';

/**
 * The step to plan next, or undefined when nothing is left to do. It is the first one not done after the position of
 * the enrollment: the `current` step (sent, skipped or scheduled last), or else the last of `done` that this version
 * still has, or else the start. So an edited version is taken up after the step already scheduled, what was inserted
 * before that stays undone, and a step done is never done again wherever it moved to (D10).
 *
 * @param done ids of the steps done, in the order they were.
 */
export function nextStep(
  version: Pick<SequenceVersion, 'steps'>,
  done: readonly string[],
  current?: string,
): Step | undefined {
  const { steps } = version;
  let position = positionOf(steps, current);
  for (let last = done.length - 1; last >= 0 && position === -1; last -= 1)
    position = positionOf(steps, done[last]);
  for (let rank = position + 1; rank < steps.length; rank += 1) {
    const step = steps[rank];
    if (step !== undefined && step.id !== current && !done.includes(step.id)) return step;
  }
  return undefined;
}

function positionOf(steps: readonly Step[], id: string | undefined): number {
  for (let rank = 0; rank < steps.length; rank += 1) if (steps[rank]?.id === id) return rank;
  return -1;
}
