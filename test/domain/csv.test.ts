import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { csvLine, readCsv, type CsvRecord, type FilePosition } from '#shared/domain/csv/csv.ts';

const start = { byte: 0, line: 1 };

/** Reads a text handed over in pieces of some bytes. */
async function read(text: string | Uint8Array, piece = 7, from: FilePosition = start): Promise<CsvRecord[]> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  async function* chunks() {
    for (let at = from.byte; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
  }
  const records: CsvRecord[] = [];
  for await (const record of readCsv(chunks(), { delimiter: ',', from })) records.push(record);
  return records;
}

const shown = (records: CsvRecord[]) =>
  records.map((record) => `${record.line}: ${record.kind === 'cells' ? record.cells.join('|') : 'broken'}`);

describe('a CSV', () => {
  test('is read in records, whatever the pieces it comes in', async () => {
    const text = 'a,b\r\n1,"x, ""y"""\r\n\r\n2,"two\nlines"\n3,é';
    for (const piece of [1, 2, 3, 5, 1000]) {
      assert.deepEqual(shown(await read(text, piece)), [
        '1: a|b',
        '2: 1|x, "y"',
        '4: 2|two\nlines',
        '6: 3|é',
      ]);
    }
  });

  test('goes on from the end of any record', async () => {
    const text = 'a,b\n1,"x\ny"\n2,é\n3,z\n';
    const whole = await read(text);
    for (const [index, { next }] of whole.entries()) {
      assert.deepEqual(await read(text, 4, next), whole.slice(index + 1));
    }
  });

  test('loses one row to a quote that is not closed, and not the rest', async () => {
    const text = 'a,b\n1,"open\n2,x\n3,y\n';
    assert.deepEqual(shown(await read(text)), ['1: a|b', '2: broken', '3: 2|x', '4: 3|y']);
  });

  test('loses one row to a quote in the middle of a cell', async () => {
    const text = 'a,b\n1,5" pipe\n2,x\n3,6" pipe\n4,z\n';
    assert.deepEqual(shown(await read(text)), ['1: a|b', '2: broken', '3: 2|x', '4: broken', '5: 4|z']);
  });

  test('loses a line that is too long, and keeps none of it', async () => {
    const text = `a,b\n1,${'x'.repeat(200_000)}\n2,y\n`;
    assert.deepEqual(shown(await read(text, 10_000)), ['1: a|b', '2: broken', '3: 2|y']);
  });

  test('does not stumble over a byte order mark, nor over bytes that are not UTF-8', async () => {
    const bytes = new Uint8Array([0xef, 0xbb, 0xbf, 0x61, 0x0a, 0xe9, 0x0a]);
    assert.deepEqual(shown(await read(bytes)), ['1: a', '2: \uFFFD']);
  });

  test('is written so that a spreadsheet reads it and runs nothing', () => {
    assert.equal(csvLine(['17', 'e,mail', 'say "no"']), '17,"e,mail","say ""no"""\r\n');
    assert.equal(csvLine(['=1+1', '@x']), "'=1+1,'@x\r\n");
  });
});
