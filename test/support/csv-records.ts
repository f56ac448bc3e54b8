import { readCsv } from '#shared/domain/csv/csv.ts';

/** The cells of each record of a CSV text with commas. */
export async function csvRecords(text: string): Promise<string[][]> {
  async function* bytes() {
    yield new TextEncoder().encode(text);
  }
  const options = { delimiter: ',', from: { byte: 0, line: 1 } };
  const records = await Array.fromAsync(readCsv(bytes(), options));
  return records.map((record) => (record.kind === 'cells' ? record.cells : [record.reason]));
}
