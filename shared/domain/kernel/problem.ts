/** Something wrong in what a person wrote: where, and what to mend. Expected, so data and never thrown. */
export type Problem = {
  /** Names and indexes from the root of the value to what is wrong, such as `['steps', '2', 'at']`. */
  path: string[];
  /** A sentence for the person who wrote it. */
  message: string;
  /** Where in the console it can be mended, such as `/console/connections/salesforce`. */
  see?: string | undefined;
};

/** The same problems, seen from a value that holds this one under `prefix`. */
export function problemsUnder(prefix: string[], problems: Problem[]): Problem[] {
  return problems.map((problem) => ({ ...problem, path: [...prefix, ...problem.path] }));
}
