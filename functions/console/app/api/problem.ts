import type { ProblemBody } from '#shared/contracts/api/problem.ts';

/** An answer of the API that is not a success, in its own words. */
export class ProblemError extends Error {
  override name = 'ProblemError';
  readonly problem: ProblemBody;

  constructor(problem: ProblemBody) {
    super(problem.detail ?? problem.title);
    this.problem = problem;
  }

  get status(): number {
    return this.problem.status;
  }
}

/** The API could not be reached at all. */
export class UnreachableError extends Error {
  override name = 'UnreachableError';
}

/** What is wrong with the value at a path of what was sent; undefined: nothing. */
export function errorAt(error: unknown, path: string): string | undefined {
  if (!(error instanceof ProblemError)) return undefined;
  return error.problem.errors?.find((each) => each.path === path)?.message;
}

/** Wrong values that no field of the form shows, as `path: message`. */
export function errorsBeside(error: unknown, shown: ReadonlySet<string>): string[] {
  if (!(error instanceof ProblemError)) return [];
  return (error.problem.errors ?? [])
    .filter(({ path }) => !shown.has(path))
    .map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
}
