const asCsv = 'save it as CSV in UTF-8';

/** Files that are often taken for CSV, by the bytes that they begin with. */
const beginnings = [
  { bytes: [0xff, 0xfe], what: 'is in UTF-16' },
  { bytes: [0xfe, 0xff], what: 'is in UTF-16' },
  { bytes: [0x50, 0x4b, 0x03, 0x04], what: 'is a workbook (.xlsx, .ods) or another archive, not text' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], what: 'is an old workbook (.xls), not text' },
  { bytes: [0x1f, 0x8b], what: 'is compressed' },
] as const;

/**
 * Why a file cannot be read as CSV, from how it begins: one sentence with what to do; undefined: it may be read. Text
 * holds no zero bytes, and in UTF-16 every other byte of plain letters is one.
 */
export function notText(start: Uint8Array): string | undefined {
  const known = beginnings.find(({ bytes }) => bytes.every((byte, index) => start[index] === byte));
  if (known !== undefined) return `The file ${known.what}: ${asCsv}.`;
  if (start.subarray(0, 2).filter((byte) => byte === 0).length === 1)
    return `The file is in UTF-16: ${asCsv}.`;
  if (start.includes(0)) return `The file is not text: ${asCsv}.`;
  if (start.includes(0x0d) && !start.includes(0x0a))
    return `The lines of the file end as on a Mac of long ago (CR): ${asCsv}, with lines that end in LF or CR LF.`;
  return undefined;
}
