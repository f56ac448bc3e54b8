import type { InstantText } from '../clock.ts';

type Entry = { at: InstantText; key: string };
const before = (a: Entry, b: Entry): boolean => (a.at === b.at ? a.key < b.key : a.at < b.at);

/**
 * Keys in order of their instant, then of the key: a binary heap. Removing a key only marks it;
 * its entry is dropped when it comes to the top.
 */
export class Agenda {
  readonly #heap: Entry[] = [];
  readonly #current = new Map<string, InstantText>();

  set(key: string, at: InstantText): void {
    this.#current.set(key, at);
    const heap = this.#heap;
    let index = heap.push({ at, key }) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#swapUnlessOrdered(parent, index)) break;
      index = parent;
    }
  }

  remove(key: string): void {
    this.#current.delete(key);
  }

  /** The earliest instant. */
  next(): InstantText | undefined {
    for (let top = this.#heap[0]; top !== undefined; top = this.#heap[0]) {
      if (this.#current.get(top.key) === top.at) return top.at;
      this.#dropTop();
    }
    return undefined;
  }

  /** Takes the first key whose instant is not after `now`. */
  take(now: InstantText): string | undefined {
    const at = this.next();
    const top = this.#heap[0];
    if (at === undefined || top === undefined || at > now) return undefined;
    this.#dropTop();
    this.#current.delete(top.key);
    return top.key;
  }

  #dropTop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    heap[0] = last;
    for (let index = 0; ;) {
      const left = 2 * index + 1;
      const right = left + 1;
      const leftEntry = heap[left];
      const rightEntry = heap[right];
      if (leftEntry === undefined) return;
      const child = rightEntry !== undefined && before(rightEntry, leftEntry) ? right : left;
      if (!this.#swapUnlessOrdered(index, child)) return;
      index = child;
    }
  }

  #swapUnlessOrdered(upper: number, lower: number): boolean {
    const a = this.#heap[upper];
    const b = this.#heap[lower];
    if (a === undefined || b === undefined || !before(b, a)) return false;
    this.#heap[upper] = b;
    this.#heap[lower] = a;
    return true;
  }
}
