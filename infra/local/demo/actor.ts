import type { InstantText } from '../clock.ts';

/** Somebody, or some people, who do things in a demo while its days pass. */
export type Actor = {
  /** When the next thing is done. */
  next(): InstantText | undefined;
  /** Does what is due. */
  act(now: InstantText): Promise<void>;
  /** Looks at what has happened since the last look. */
  look(now: InstantText): Promise<void>;
};

type Due = { at: InstantText; name: string; act: () => Promise<void> };

/** What is to be done, in order of time and, at one instant, of names. */
export class Agenda {
  readonly #due: Due[] = [];
  #isSorted = true;

  add(due: Due): void {
    this.#due.push(due);
    this.#isSorted = false;
  }

  next(): InstantText | undefined {
    return this.#first()?.at;
  }

  /** Does what is due, and what becomes due by it. */
  async act(now: InstantText): Promise<void> {
    for (let first = this.#first(); first !== undefined && first.at <= now; first = this.#first()) {
      this.#due.shift();
      await first.act();
    }
  }

  #first(): Due | undefined {
    if (!this.#isSorted)
      this.#due.sort((a, b) => (a.at === b.at ? (a.name < b.name ? -1 : 1) : a.at < b.at ? -1 : 1));
    this.#isSorted = true;
    return this.#due[0];
  }
}
