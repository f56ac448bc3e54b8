import { notText } from '../../../domain/csv/not-text.ts';
import { seenLength, SeenLeads } from '../../../domain/jobs/seen-leads.ts';
import type { Files } from '../../../ports/files.ts';

/** Bytes read at once: 61,440 persons of a file of those met, and about a megabyte of anything. */
const chunkBytes = seenLength * 61_440;

/** The bytes of a file from an offset on, in chunks. None when there is no such file. */
export async function* readBytes(files: Files, key: string, from: number): AsyncGenerator<Uint8Array> {
  let at = from;
  let total = Infinity;
  while (at < total) {
    const read = await files.read(key, { from: at, length: chunkBytes });
    if (read === undefined || read.bytes.length === 0) return;
    yield read.bytes;
    at += read.bytes.length;
    total = read.total;
  }
}

/** How a file begins; undefined when there is none. `notText`: why it cannot be read as CSV. */
export async function firstText(
  files: Files,
  key: string,
): Promise<{ text: string; notText: string | undefined } | undefined> {
  const read = await files.read(key, { from: 0, length: 65_536 });
  if (read === undefined) return undefined;
  return { text: new TextDecoder().decode(read.bytes), notText: notText(read.bytes) };
}

/** The persons that a file of them lists; none when there is no such file. */
export async function readSeen(files: Files, key: string): Promise<SeenLeads> {
  const seen = new SeenLeads();
  const decoder = new TextDecoder();
  for await (const bytes of readBytes(files, key, 0)) seen.addText(decoder.decode(bytes));
  return seen;
}
