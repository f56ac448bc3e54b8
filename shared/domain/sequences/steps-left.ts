import { nextStep } from './next-step.ts';
import type { SequenceVersion, Step } from './step.ts';

/**
 * The steps that a version still holds for an enrollment, in their order. One function for what is planned, what a
 * difference shows before it is saved, and what then happens (D10, F5).
 *
 * @param done ids of the steps done, in the order they were; the one it is at now last.
 */
export function stepsLeft(version: Pick<SequenceVersion, 'steps'>, done: readonly string[]): Step[] {
  const left: Step[] = [];
  for (
    let next = nextStep(version, done);
    next !== undefined;
    next = nextStep(version, [...done, ...left.map(({ id }) => id)])
  ) {
    left.push(next);
  }
  return left;
}
