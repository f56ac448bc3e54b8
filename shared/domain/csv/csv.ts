import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { linesOf, maxRecordBytes, type Line } from './lines.ts';

const quote = 0x22;
const byteOrderMark = '\uFEFF';

/** A place between two records of a file: byte offset, and the line that begins there, from 1. */
export type FilePosition = { byte: number; line: number };

/** A record of a CSV file. `next`: where the one after it begins. Empty lines are no records. */
export type CsvRecord = { line: number; next: FilePosition } & (
  | { kind: 'cells'; cells: string[] }
  /** It cannot be read; reading goes on with the line after. */
  | { kind: 'broken'; reason: string }
);

/**
 * The records of a file of comma-separated values (RFC 4180) from `from` on, where a record begins, in memory bounded by
 * the longest record allowed. Bytes that are not UTF-8 become U+FFFD. Lines are joined while a quote is open, so that a
 * quote which is never closed costs the row it stands in and not the rest of the file.
 */
export function readCsv(
  chunks: AsyncIterable<Uint8Array>,
  { delimiter, from }: { delimiter: string; from: FilePosition },
): AsyncIterable<CsvRecord> {
  return records(linesOf(chunks, from), delimiter);
}

/** One line of CSV with its end. Cells that a spreadsheet would run as a formula are defused. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

async function* records(source: AsyncIterator<Line>, delimiter: string): AsyncGenerator<CsvRecord> {
  let again: Line[] = [];
  const next = async (): Promise<Line | undefined> => {
    const line = again.shift();
    if (line) return line;
    const read = await source.next();
    return read.done === true ? undefined : read.value;
  };
  for (let first = await next(); first; first = await next()) {
    const group = [first];
    let open = isOdd(first.bytes);
    let size = first.bytes.length;
    while (open && size <= maxRecordBytes) {
      const more = await next();
      if (!more) break;
      group.push(more);
      size += more.bytes.length;
      if (isOdd(more.bytes)) open = false;
    }
    const read = recordOf(group, open, delimiter);
    if (read?.kind === 'broken') again = [...group.slice(1), ...again];
    if (read) yield read;
  }
}

/** The record that some lines make; undefined when they are an empty line. Of a broken one only the first line counts. */
function recordOf(group: readonly Line[], open: boolean, delimiter: string): CsvRecord | undefined {
  const [first] = group;
  const last = group.at(-1);
  if (!first || !last) return undefined;
  const broken = (reason: string): CsvRecord => ({
    kind: 'broken',
    line: first.number,
    next: { byte: first.end, line: first.number + 1 },
    reason,
  });
  if (group.some(({ tooLong }) => tooLong)) return broken(`The line is longer than ${maxRecordBytes} bytes.`);
  if (open)
    return broken('A quote is opened and not closed: close it, or double it if it belongs to the text.');
  const text = group.map(({ bytes }) => Buffer.from(bytes).toString('utf8')).join('\n');
  const cells = cellsOf(
    first.number === 1 && text.startsWith(byteOrderMark) ? text.slice(1) : text,
    delimiter,
  );
  if (typeof cells === 'string') return broken(cells);
  if (cells.length === 0) return undefined;
  return { kind: 'cells', line: first.number, next: { byte: last.end, line: last.number + 1 }, cells };
}

function isOdd(bytes: Uint8Array): boolean {
  let odd = false;
  for (let at = bytes.indexOf(quote); at >= 0; at = bytes.indexOf(quote, at + 1)) odd = !odd;
  return odd;
}

/** The cells of one record, or what is wrong with it. Most have no quotes and need no parser. */
function cellsOf(text: string, delimiter: string): string[] | string {
  if (text.trim() === '') return [];
  if (!text.includes('"')) return text.split(delimiter);
  try {
    const read: string[][] = parse(text, { delimiter, relax_column_count: true });
    return read.length === 1 && read[0] ? read[0] : 'The quotes do not pair up.';
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return 'A quote stands where none may: put the whole cell in quotes, and double the quotes within.';
  }
}

/** Quoted where needed; a leading sign that makes a spreadsheet run a formula gets an apostrophe before it. */
function cell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
