import type { Files } from '../../../ports/files.ts';
import { csvLine } from '../../../domain/csv/csv.ts';

/** Lines of a part: some megabytes. */
const defaultLines = 20_000;

/**
 * A CSV file written in parts, so that no more than one is in memory. Parts have the numbers that they come by, so that
 * writing them again writes over them; the first begins with the names of the columns.
 */
export class PartWriter {
  readonly parts: string[] = [];
  readonly #ports: { files: Files };
  readonly #nameOf: (part: number) => string;
  readonly #most: number;
  #text: string;
  #lines = 0;

  constructor(
    ports: { files: Files },
    of: { columns: readonly string[]; nameOf: (part: number) => string; lines?: number | undefined },
  ) {
    this.#ports = ports;
    this.#nameOf = of.nameOf;
    this.#most = of.lines ?? defaultLines;
    this.#text = csvLine(of.columns);
  }

  /** Adds a line; {@link flush} writes it. */
  add(cells: readonly string[]): void {
    this.#text += csvLine(cells);
    this.#lines += 1;
  }

  /** Writes a part when there is enough for one. */
  async flush(): Promise<void> {
    if (this.#lines >= this.#most) await this.#write();
  }

  /** Writes what is left. */
  async end(): Promise<void> {
    if (this.#lines > 0 || this.parts.length === 0) await this.#write();
  }

  async #write(): Promise<void> {
    const part = this.#nameOf(this.parts.length + 1);
    await this.#ports.files.write(part, this.#text, 'text/csv; charset=utf-8');
    this.parts.push(part);
    this.#text = '';
    this.#lines = 0;
  }
}
