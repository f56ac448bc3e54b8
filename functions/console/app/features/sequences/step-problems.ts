import type { FieldError } from '#shared/contracts/api/problem.ts';

/** What is wrong with a draft: what its last save was refused for, and what keeps it from being published. */
export type Found = { refused: readonly FieldError[]; checked: readonly FieldError[] };

/** A value of a step that is wrong: its path within the step, and what to mend. */
export type StepProblem = { path: string; message: string };

const ofStep = /^(?:draft\.)?steps\.(\d+)(?:\.(.*))?$/;

/** What is wrong with each of so many steps, in their order. */
export function problemsOfSteps(count: number, { refused, checked }: Found): StepProblem[][] {
  const problems = Array.from({ length: count }, (): StepProblem[] => []);
  for (const { path, message } of [...refused, ...checked]) {
    const [, index, within = ''] = ofStep.exec(path) ?? [];
    if (index !== undefined) problems[Number(index)]?.push({ path: within, message });
  }
  return problems;
}

/** What is wrong and belongs to no step. */
export const problemsBesideSteps = ({ refused, checked }: Found): string[] =>
  [...refused, ...checked].filter(({ path }) => !ofStep.test(path)).map(({ message }) => message);
