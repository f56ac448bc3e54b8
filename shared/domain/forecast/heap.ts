import type { Instant } from '../kernel/instant.ts';

/**
 * Items by instant, those of one instant by name, the first one at hand: a binary heap. Adding and taking cost the
 * logarithm of how many there are. Instants and names stand apart, in arrays of their own: they are all that is compared.
 */
export class Heap<T extends object> {
  readonly #times: Instant[] = [];
  readonly #names: string[] = [];
  readonly #items: T[] = [];

  /** The first item, left where it is. */
  peek(): T | undefined {
    return this.#items[0];
  }

  /** The instant of the first item; undefined: there is none. */
  next(): Instant | undefined {
    return this.#times[0];
  }

  push(at: Instant, name: string, item: T): void {
    let index = this.#items.length;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#isBefore(at, name, parent)) break;
      this.#move(parent, index);
      index = parent;
    }
    this.#put(index, at, name, item);
  }

  /** Takes the first item out. */
  pop(): T | undefined {
    const first = this.#items[0];
    const at = this.#times.pop();
    const name = this.#names.pop();
    const item = this.#items.pop();
    const { length } = this.#items;
    if (at === undefined || name === undefined || item === undefined || length === 0) return first;
    let index = 0;
    for (let child = 1; child < length; child = 2 * index + 1) {
      if (this.#isOneBefore(child + 1, child)) child += 1;
      if (this.#isBefore(at, name, child)) break;
      this.#move(child, index);
      index = child;
    }
    this.#put(index, at, name, item);
    return first;
  }

  /** Whether there is one here, and it comes before one there. */
  #isOneBefore(here: number, there: number): boolean {
    const at = this.#times[here];
    const name = this.#names[here];
    return at !== undefined && name !== undefined && this.#isBefore(at, name, there);
  }

  #isBefore(at: Instant, name: string, there: number): boolean {
    const other = this.#times[there];
    const its = this.#names[there];
    if (other === undefined || its === undefined) return true;
    return at === other ? name < its : at < other;
  }

  #move(from: number, to: number): void {
    const at = this.#times[from];
    const name = this.#names[from];
    const item = this.#items[from];
    if (at !== undefined && name !== undefined && item !== undefined) this.#put(to, at, name, item);
  }

  #put(index: number, at: Instant, name: string, item: T): void {
    this.#times[index] = at;
    this.#names[index] = name;
    this.#items[index] = item;
  }
}
