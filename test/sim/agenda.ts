type Event = { at: number; order: number; run: () => void };

const before = (a: Event, b: Event): boolean => (a.at === b.at ? a.order < b.order : a.at < b.at);

/** What is to happen, in order of its time in epoch milliseconds; of one millisecond, in the order it was put in. */
export class Agenda {
  readonly #heap: Event[] = [];
  #made = 0;
  now: number;

  constructor(start: number) {
    this.now = start;
  }

  /** In so many milliseconds from now. */
  in(ms: number, run: () => void): void {
    this.at(this.now + ms, run);
  }

  /** At an instant; one that is past is now. */
  at(at: number, run: () => void): void {
    const heap = this.#heap;
    const event = { at: Math.max(at, this.now), order: (this.#made += 1), run };
    let index = heap.push(event) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!before(event, heap[parent] as Event)) break;
      heap[index] = heap[parent] as Event;
      index = parent;
    }
    heap[index] = event;
  }

  /** When the next thing happens; undefined: nothing is to happen any more. */
  next(): number | undefined {
    return this.#heap[0]?.at;
  }

  /** Takes the next thing out, and moves the time to it. */
  take(): (() => void) | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined) return undefined;
    this.now = first.at;
    if (first !== last) this.#sink(last);
    return first.run;
  }

  #sink(event: Event): void {
    const heap = this.#heap;
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const right = left + 1;
      if (left >= heap.length) break;
      const child = right < heap.length && before(heap[right] as Event, heap[left] as Event) ? right : left;
      if (!before(heap[child] as Event, event)) break;
      heap[index] = heap[child] as Event;
      index = child;
    }
    heap[index] = event;
  }
}
