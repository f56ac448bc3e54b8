/** A place between two records of a file: byte offset, and the line that begins there, from 1. */
export type FilePosition = { byte: number; line: number };

/** A record of a CSV file. `next`: where the one after it begins. Empty lines are no records. */
export type CsvRecord = { line: number; next: FilePosition } & (
  | { kind: 'cells'; cells: string[] }
  /** It cannot be read; reading goes on with the line after. */
  | { kind: 'broken'; reason: string }
);

/** Reads and writes comma-separated values (RFC 4180), in memory bounded by the longest record allowed. */
export type Csv = {
  /** The records of a file from `from` on, where a record begins. Bytes that are not UTF-8 become U+FFFD. */
  read(
    chunks: AsyncIterable<Uint8Array>,
    options: { delimiter: string; from: FilePosition },
  ): AsyncIterable<CsvRecord>;
  /** One line with its end. Cells that a spreadsheet would run as a formula are defused. */
  line(cells: readonly string[]): string;
};
