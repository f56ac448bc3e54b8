import type { Problem } from './problem-answer.ts';

/** Ends a request with a problem, from anywhere in the stack of middleware. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.detail ?? problem.kind, options);
    this.problem = problem;
  }
}
