import { inChunks } from '../../domain/kernel/in-chunks.ts';
import type { PartOfFile } from '../../domain/provider-events/part-of-file.ts';
import type { Files } from '../../ports/files.ts';
import type { Queue } from '../../ports/queue.ts';

/** Bytes read at once: some thirty events, which take a small function a second or two. */
export const SLICE_BYTES = 65_536;
/** Events taken in side by side. */
const AT_ONCE = 10;
const LINE_END = 0x0a;

type FilePorts = {
  eventFiles: Pick<Files, 'read' | 'remove'>;
  queue: Pick<Queue, 'takeInPart'>;
};

/** How the lines of a file are taken in. */
type TakingIn = {
  /** Takes in one line; false where it could not. `number` counts from 1. */
  takeIn: (line: string, number: number) => Promise<boolean>;
  hasTime: () => boolean;
};

/**
 * Takes in the events of a file, from a part on, and removes it when all of it is worked off. Lines that fail do not stop
 * the others; the file stays then, and whoever tries again does all of it, which changes nothing for what is done. What
 * there is no time for goes on by a message of its own: a file may be of any length. What failed before it has one too from
 * then on, which ends there, so that each line is in one message however often that comes again.
 *
 * @returns `gone`: there is no such file any more, so that somebody has worked it off. `failed`: the part is to come again.
 */
export async function takeInFile(
  { eventFiles, queue }: FilePorts,
  start: PartOfFile,
  { takeIn, hasTime }: TakingIn,
): Promise<'worked-off' | 'handed-on' | 'gone' | 'failed'> {
  const { upTo = Infinity } = start;
  let part = start;
  let failed = false;
  for (;;) {
    if (!hasTime()) {
      if (failed) await queue.takeInPart({ ...start, keep: true, upTo: part.from });
      await queue.takeInPart({ ...part, keep: part.keep || failed });
      return 'handed-on';
    }
    const slice = await readLines(eventFiles, part);
    if (slice === undefined) return failed ? 'failed' : 'gone';
    const { line } = part;
    const numbered = slice.lines.map((text, index) => ({ text, number: line + index + 1 }));
    const done = await inChunks(numbered, AT_ONCE, ({ text, number }) => text === '' || takeIn(text, number));
    failed ||= done.some(({ result }) => !result);
    part = { ...part, from: slice.end, line: line + slice.lines.length };
    if (slice.isLast || part.from >= upTo) break;
  }
  if (failed) return 'failed';
  if (!part.keep) await eventFiles.remove(part.key);
  return 'worked-off';
}

/** The next whole lines of a file; a line that is longer than is read at once is read whole. Undefined: no such file. */
async function readLines(
  eventFiles: Pick<Files, 'read'>,
  { key, from }: PartOfFile,
): Promise<{ lines: string[]; end: number; isLast: boolean } | undefined> {
  for (let length = SLICE_BYTES; ; length *= 2) {
    const read = await eventFiles.read(key, { from, length });
    if (read === undefined) return undefined;
    const { bytes, total } = read;
    const isLast = from + bytes.length >= total;
    const size = isLast ? bytes.length : bytes.lastIndexOf(LINE_END) + 1;
    if (size === 0 && !isLast) continue;
    const text = new TextDecoder().decode(bytes.subarray(0, size));
    const lines = text.split('\n');
    if (lines.at(-1) === '') lines.pop();
    return { lines, end: from + size, isLast };
  }
}
