/**
 * How the next sends fail. `accepted` says whether the message goes out all the same, as when the answer alone is lost.
 */
export type Fault = {
  answer: 'throttled' | 'refused' | 'server-error' | 'hang-up';
  accepted?: boolean;
};

/** Failures that a test orders for the sends to come, each used once, in order. */
export class Faults {
  readonly #next: Fault[] = [];

  order(...faults: Fault[]): void {
    this.#next.push(...faults);
  }

  take(): Fault | undefined {
    return this.#next.shift();
  }
}
