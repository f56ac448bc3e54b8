/** What a command ends with: done, refused by the API, used wrongly, or no answer to be had (not reachable, not signed in). */
export const exitCodes = { done: 0, refused: 1, usage: 2, noAnswer: 3 } as const;

/** A command cannot be done; the message says in words what to mend, for standard error. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly exitCode: (typeof exitCodes)[keyof typeof exitCodes];

  constructor(exit: 'refused' | 'usage' | 'noAnswer', message: string, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCodes[exit];
  }
}

/** What was typed, or a file that it names, cannot be used. */
export const wrongUsage = (message: string, cause?: unknown): CommandError =>
  new CommandError('usage', message, { cause });

/** The system does not answer, or not to this caller. */
export const noAnswer = (message: string, cause?: unknown): CommandError =>
  new CommandError('noAnswer', message, { cause });
