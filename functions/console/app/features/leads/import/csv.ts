/** A record of a CSV file; `line`: the line that it begins in, from 1; `isOpen`: a quote in it is never closed. */
export type CsvRecord = { line: number; cells: string[]; start: number; end: number; isOpen: boolean };

const delimiters = [',', ';', '\t'] as const;
export type Delimiter = (typeof delimiters)[number];

/** The delimiter of a file, from its first line: the one of `,` `;` and tab that stands in it most often. */
export function delimiterOf(text: string): Delimiter {
  const firstLine = text.slice(0, text.search(/[\r\n]|$/));
  const count = (delimiter: string): number => firstLine.split(delimiter).length;
  return delimiters.reduce<Delimiter>((best, each) => (count(each) > count(best) ? each : best), ',');
}

/** Where a line that begins at `from` ends, with its line break. */
function endOfLine(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\n') return at + 1;
    if (text[at] === '\r') return text[at + 1] === '\n' ? at + 2 : at + 1;
  }
  return text.length;
}

/** Whether a part of a text holds an odd number of quotes: one is left open at its end. */
function leavesOpen(text: string, from: number, to: number): boolean {
  let isOpen = false;
  for (let at = text.indexOf('"', from); at >= 0 && at < to; at = text.indexOf('"', at + 1)) isOpen = !isOpen;
  return isOpen;
}

/** Where the record that begins at `start` ends, over as many lines as its quotes are open; undefined: to the end. */
function endOfRecord(text: string, start: number): { end: number; lines: number } | undefined {
  let end = endOfLine(text, start);
  let lines = 1;
  if (!leavesOpen(text, start, end)) return { end, lines };
  while (end < text.length) {
    const next = endOfLine(text, end);
    const closes = leavesOpen(text, end, next);
    end = next;
    lines += 1;
    if (closes) return { end, lines };
  }
  return undefined;
}

/**
 * The records of a CSV text (RFC 4180), one after the other, in time that grows with the text alone. Empty lines are no
 * records. A quote that is never closed costs the line that it stands in, not the rest of the file: no line after it has
 * an odd number of quotes, so the end of the text is looked for once.
 */
export function* recordsOf(text: string, delimiter: Delimiter): Generator<CsvRecord, undefined> {
  let line = 1;
  let start = 0;
  while (start < text.length) {
    const read = endOfRecord(text, start);
    const { end, lines } = read ?? { end: endOfLine(text, start), lines: 1 };
    const content = text.slice(start, end).replace(/\r?\n$|\r$/, '');
    if (content.trim() !== '')
      yield { line, cells: cellsOf(content, delimiter), start, end, isOpen: read === undefined };
    line += lines;
    start = end;
  }
  return undefined;
}

function cellsOf(record: string, delimiter: Delimiter): string[] {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    let cell = '';
    if (record[at] === '"') {
      at += 1;
      for (;;) {
        const quote = record.indexOf('"', at);
        cell += record.slice(at, quote < 0 ? record.length : quote);
        at = quote < 0 ? record.length : quote + 1;
        if (record[at] !== '"') break;
        cell += '"';
        at += 1;
      }
    }
    const next = record.indexOf(delimiter, at);
    cells.push(cell + record.slice(at, next < 0 ? record.length : next));
    if (next < 0) return cells;
    at = next + 1;
  }
}

/** A cell as it stands in a file. */
export const written = (cell: string, delimiter: Delimiter): string =>
  /["\r\n]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;
