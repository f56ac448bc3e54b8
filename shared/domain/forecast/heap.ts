import type { Instant } from '../kernel/instant.ts';

/**
 * Items by instant, those of one instant by name, the first one at hand: a binary heap. Adding and taking cost the
 * logarithm of how many there are. Instants stand apart, in an array of plain numbers: nearly all that is compared.
 */
export class Heap<T extends object> {
  readonly #times: Instant[] = [];
  readonly #items: T[] = [];
  readonly #nameOf: (item: T) => string;

  constructor(nameOf: (item: T) => string) {
    this.#nameOf = nameOf;
  }

  /** The first item, left where it is. */
  peek(): T | undefined {
    return this.#items[0];
  }

  /** The instant of the first item; undefined: there is none. */
  next(): Instant | undefined {
    return this.#times[0];
  }

  push(at: Instant, item: T): void {
    let index = this.#items.length;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#isBefore(at, item, parent)) break;
      this.#move(parent, index);
      index = parent;
    }
    this.#put(index, at, item);
  }

  /** Takes the first item out. */
  pop(): T | undefined {
    const first = this.#items[0];
    const at = this.#times.pop();
    const item = this.#items.pop();
    const { length } = this.#items;
    if (at === undefined || item === undefined || length === 0) return first;
    let index = 0;
    for (let child = 1; child < length; child = 2 * index + 1) {
      if (this.#isOneBefore(child + 1, child)) child += 1;
      if (this.#isBefore(at, item, child)) break;
      this.#move(child, index);
      index = child;
    }
    this.#put(index, at, item);
    return first;
  }

  /** Whether there is one here, and it comes before one there. */
  #isOneBefore(here: number, there: number): boolean {
    const at = this.#times[here];
    const item = this.#items[here];
    return at !== undefined && item !== undefined && this.#isBefore(at, item, there);
  }

  #isBefore(at: Instant, item: T, there: number): boolean {
    const other = this.#times[there];
    const its = this.#items[there];
    if (other === undefined || its === undefined) return true;
    return at === other ? this.#nameOf(item) < this.#nameOf(its) : at < other;
  }

  #move(from: number, to: number): void {
    const at = this.#times[from];
    const item = this.#items[from];
    if (at !== undefined && item !== undefined) this.#put(to, at, item);
  }

  #put(index: number, at: Instant, item: T): void {
    this.#times[index] = at;
    this.#items[index] = item;
  }
}
