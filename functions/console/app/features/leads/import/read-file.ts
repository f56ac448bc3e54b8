import { delimiterOf, recordsOf, written, type CsvRecord, type Delimiter } from './csv.ts';

/** The largest file that the import takes. */
export const MOST_BYTES = 100_000_000;
/** How much of a file is read to show it. */
const SHOWN_BYTES = 2_000_000;
/** Rows whose form is looked at before the file is sent. */
const MOST_CHECKED = 5000;

export type FileProblem =
  'empty' | 'no-rows' | 'not-text' | 'too-large' | 'first-line-open' | 'too-many-columns';

export type CsvFile = {
  name: string;
  /** The file in UTF-8. */
  content: Blob;
  /** It was not in UTF-8 and was converted. */
  wasConverted: boolean;
  delimiter: Delimiter;
  header: string[];
  /** Where the first line ends, in bytes of `content`. */
  headerBytes: number;
  /** The first rows. */
  rows: CsvRecord[];
  /** Rows of those that were looked at which will be refused as they are: another number of cells, or an open quote. */
  oddRows: CsvRecord[];
  /** How many rows were looked at, and whether these are all. */
  checked: number;
  isWhole: boolean;
};

/** Reads a file as text in UTF-8, UTF-16 or else Windows-1252, as spreadsheets write them. */
async function inUtf8(file: File): Promise<{ content: Blob; wasConverted: boolean } | undefined> {
  const head = new Uint8Array(await file.slice(0, SHOWN_BYTES).arrayBuffer());
  // A workbook is an archive, and a text holds no NUL unless it is UTF-16.
  const isUtf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  if (!isUtf16 && (head.includes(0) || (head[0] === 0x50 && head[1] === 0x4b && head[2] === 0x03)))
    return undefined;
  if (!isUtf16) {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
      return { content: file, wasConverted: false };
    } catch {
      // It is read as Windows-1252 below, in which every byte is a character.
    }
  }
  const encoding = isUtf16 ? (head[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'windows-1252';
  const text = new TextDecoder(encoding).decode(await file.arrayBuffer());
  return { content: new Blob([text]), wasConverted: true };
}

/** Reads the beginning of a file of leads, or says what is wrong with it. */
export async function readFile(file: File): Promise<CsvFile | FileProblem> {
  if (file.size === 0) return 'empty';
  if (file.size > MOST_BYTES) return 'too-large';
  const read = await inUtf8(file);
  if (read === undefined) return 'not-text';
  const { content, wasConverted } = read;
  const isWhole = content.size <= SHOWN_BYTES;
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(
    await content.slice(0, SHOWN_BYTES).arrayBuffer(),
  );
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  const body = text.slice(start);
  const delimiter = delimiterOf(body);
  const records = recordsOf(body, delimiter);
  const first = records.next().value;
  if (first === undefined) return 'empty';
  if (first.isOpen) return 'first-line-open';
  if (first.cells.length > 200) return 'too-many-columns';
  const rows: CsvRecord[] = [];
  const oddRows: CsvRecord[] = [];
  let checked = 0;
  for (const record of records) {
    // The last one may be cut off where reading stopped.
    if (checked === MOST_CHECKED || (!isWhole && record.end === body.length)) break;
    checked += 1;
    if (rows.length < 10) rows.push(record);
    if (record.isOpen || record.cells.length !== first.cells.length) oddRows.push(record);
  }
  if (checked === 0) return 'no-rows';
  return {
    name: file.name,
    content,
    wasConverted,
    delimiter,
    header: first.cells.map((cell) => cell.trim()),
    headerBytes: new Blob([text.slice(0, start + first.end)]).size,
    rows,
    oddRows,
    checked,
    isWhole: isWhole && checked < MOST_CHECKED,
  };
}

/**
 * The file as it is sent: with the names of columns that were chosen, and without the columns that are left out.
 * @param names what each column is called; undefined: it is left out
 */
export async function mappedFile(file: CsvFile, names: readonly (string | undefined)[]): Promise<Blob> {
  const { content, delimiter, headerBytes } = file;
  const kept = (cells: readonly string[]): string =>
    cells
      .filter((_, index) => index >= names.length || names[index] !== undefined)
      .map((cell) => written(cell, delimiter))
      .join(delimiter);
  const header = `${kept(names.map((name) => name ?? ''))}\r\n`;
  const rest = content.slice(headerBytes);
  if (names.every((name) => name !== undefined)) return new Blob([header, rest], { type: 'text/csv' });
  const text = new TextDecoder().decode(await rest.arrayBuffer());
  const parts = [header];
  for (const record of recordsOf(text, delimiter))
    parts.push(record.isOpen ? text.slice(record.start, record.end) : `${kept(record.cells)}\r\n`);
  return new Blob(parts, { type: 'text/csv' });
}
