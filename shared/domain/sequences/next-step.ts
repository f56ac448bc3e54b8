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
  let position = steps.findIndex(({ id }) => id === current);
  for (let last = done.length - 1; last >= 0 && position === -1; last -= 1) {
    position = steps.findIndex(({ id }) => id === done[last]);
  }
  return steps.find(({ id }, rank) => rank > position && id !== current && !done.includes(id));
}
