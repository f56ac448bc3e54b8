import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { wrongUsage } from './failure.ts';
import type { Terminal } from './terminal.ts';

/** A file that was named, or what is piped in (`-`). */
export type Given = {
  bytes: number;
  /** The whole of it. */
  whole: () => Promise<Buffer<ArrayBuffer>>;
  stream: () => Readable;
};

/** Longest file of a job, and so the longest that is read at all. */
const MOST_BYTES = 100 * 1024 * 1024;

/** A file by its path, or standard input by “-”. @throws CommandError wrong usage: it cannot be read, or is too long */
export async function given(path: string, { input }: Pick<Terminal, 'input'>): Promise<Given> {
  if (path === '-') {
    const whole = await readInput(input);
    return { bytes: whole.length, whole: async () => whole, stream: () => Readable.from([whole]) };
  }
  const bytes = await sizeOf(path);
  return { bytes, whole: async () => read(path), stream: () => createReadStream(path) };
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  if (!found.isFile()) throw wrongUsage(`${path} is no file. What is piped in is named “-”.`);
  if (found.size > MOST_BYTES) throw tooLong(path);
  return found.size;
}

async function read(path: string): Promise<Buffer<ArrayBuffer>> {
  return readFile(path).catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
}

async function readInput(input: Terminal['input']): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of input) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw tooLong('Standard input');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function unreadable(path: string, cause: unknown): Error {
  const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
  return wrongUsage(`${path} cannot be read: ${missing ? 'there is no such file' : 'you may not'}.`, cause);
}

const tooLong = (what: string): Error => wrongUsage(`${what} is too long: 100 MB are the most.`);
