import { createHash } from 'node:crypto';

/** What happened, line by line; its digest tells two runs apart. */
export class Log {
  readonly lines: string[] = [];
  readonly #digest = createHash('sha256');
  /** Whether each call is a line too. */
  readonly isWhole: boolean;

  constructor(isWhole: boolean) {
    this.isWhole = isWhole;
  }

  add(at: number, text: string): void {
    const line = `${new Date(at).toISOString()} ${text}`;
    this.#digest.update(line);
    this.lines.push(line);
  }

  /** The SHA-256 of all lines, in hex. */
  digest(): string {
    return this.#digest.copy().digest('hex');
  }
}
