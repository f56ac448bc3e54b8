import * as clack from '@clack/prompts';

/** Shows how far a piece of work is: a bar on a terminal, a line at its beginning and end elsewhere. */
export type Progress = { reach: (done: number, what?: string) => void };

/**
 * Runs work under a progress bar that ends with it, however it ends.
 * @param max what `reach` counts up to; undefined: only words are shown.
 * @param outcome the line shown at the end.
 */
export async function withProgress<Result>(
  title: string,
  max: number | undefined,
  work: (progress: Progress) => Promise<Result>,
  outcome: (result: Result) => string,
): Promise<Result> {
  if (!process.stdout.isTTY) {
    process.stdout.write(`${title} …\n`);
    const result = await work({ reach: () => undefined });
    process.stdout.write(`${outcome(result)}\n`);
    return result;
  }
  const bar = clack.progress({ max: max ?? 1 });
  bar.start(title);
  let shown = 0;
  const reach = (done: number, what?: string): void => {
    if (max === undefined) bar.message(what ?? title);
    else if (done > shown) bar.advance(done - shown, what ?? title);
    shown = done;
  };
  try {
    const result = await work({ reach });
    bar.stop(outcome(result));
    return result;
  } catch (error) {
    bar.stop(title);
    throw error;
  }
}
