/** Longest line and longest record, in bytes: what is longer is refused, so that memory stays bounded. */
export const maxRecordBytes = 65_536;

/** A line without its end (`\n`, `\r\n`, or none at the end of the file). `end`: the byte where the next begins. */
export type Line = { number: number; end: number; bytes: Uint8Array; tooLong: boolean };

const newline = 0x0a;
const carriageReturn = 0x0d;

/** The lines of a stream of bytes. Of one that is too long only the fact is kept. */
export async function* linesOf(
  chunks: AsyncIterable<Uint8Array>,
  from: { byte: number; line: number },
): AsyncGenerator<Line> {
  let { byte: end, line: number } = from;
  let pieces: Uint8Array[] = [];
  let length = 0;
  const take = (piece: Uint8Array) => {
    length += piece.length;
    if (length <= maxRecordBytes) pieces.push(piece);
    else pieces = [];
  };
  const finish = (): Line => {
    const tooLong = length > maxRecordBytes;
    const bytes = Buffer.concat(pieces);
    const text = bytes.at(-1) === carriageReturn ? bytes.subarray(0, -1) : bytes;
    pieces = [];
    length = 0;
    return { number: number++, end, bytes: text, tooLong };
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, start)) {
      take(chunk.subarray(start, at));
      end += at + 1 - start;
      start = at + 1;
      yield finish();
    }
    take(chunk.subarray(start));
    end += chunk.length - start;
  }
  if (length > 0) yield finish();
}
