import type { LeadId } from '../kernel/ids.ts';

const idLength = 12;
const lineLength = 5;

/** Characters of one person in the text form. */
export const seenLength = idLength + lineLength;

/**
 * The persons that the lines of a file have named, each with its first line, so that duplicates within a file are
 * found over all its slices. Twelve bytes a person, in a hash table of typed arrays: a million take some 25 MB. Ids are
 * told apart by 12 of their 16 characters; two of a million persons are confused once in two million files.
 */
export class SeenLeads {
  #size = 0;
  #high = new Uint32Array(1024);
  #low = new Uint32Array(1024);
  #lines = new Uint32Array(1024);

  /** Notes that a line names a lead. Returns the line that named it before, if it was another. */
  add(leadId: LeadId, line: number): number | undefined {
    if ((this.#size + 1) * 2 > this.#lines.length) this.#grow();
    const high = Number.parseInt(leadId.slice(0, 6), 36);
    const low = Number.parseInt(leadId.slice(6, idLength), 36);
    const slot = this.#slotOf(high, low);
    const before = this.#lines[slot] ?? 0;
    if (before !== 0) return before === line ? undefined : before;
    this.#put(slot, high, low, line);
    return undefined;
  }

  /** Adds what `text` has written down. */
  addText(text: string): void {
    for (let at = 0; at + seenLength <= text.length; at += seenLength) {
      this.add(
        text.slice(at, at + idLength),
        Number.parseInt(text.slice(at + idLength, at + seenLength), 36),
      );
    }
  }

  /** All of them as text, to be read by `addText`. */
  text(): string {
    const parts: string[] = [];
    this.#lines.forEach((line, slot) => {
      if (line === 0) return;
      parts.push(base36(this.#high[slot] ?? 0, 6), base36(this.#low[slot] ?? 0, 6), base36(line, lineLength));
    });
    return parts.join('');
  }

  #slotOf(high: number, low: number): number {
    const mask = this.#lines.length - 1;
    let slot = (Math.imul(high, 0x9e3779b1) ^ low) & mask;
    while (this.#lines[slot] !== 0 && !(this.#high[slot] === high && this.#low[slot] === low)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #put(slot: number, high: number, low: number, line: number): void {
    this.#high[slot] = high;
    this.#low[slot] = low;
    this.#lines[slot] = line;
    this.#size += 1;
  }

  #grow(): void {
    const [highs, lows, lines] = [this.#high, this.#low, this.#lines];
    const length = lines.length * 2;
    this.#high = new Uint32Array(length);
    this.#low = new Uint32Array(length);
    this.#lines = new Uint32Array(length);
    this.#size = 0;
    lines.forEach((line, slot) => {
      const [high = 0, low = 0] = [highs[slot], lows[slot]];
      if (line !== 0) this.#put(this.#slotOf(high, low), high, low, line);
    });
  }
}

function base36(value: number, length: number): string {
  return value.toString(36).padStart(length, '0');
}
