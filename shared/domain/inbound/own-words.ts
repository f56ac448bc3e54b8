import { announcementBeginnings, announcementVerbs, dividers, headerLabels } from './quote-phrases.ts';

/** Lines that an announcement may be broken over, and the most characters of each that are looked at. */
const ANNOUNCEMENT_LINES = 3;
const LOOKED_AT = 300;
/** Lines after the first of a block of headers in which the others are looked for. */
const HEADER_LINES = 6;

/**
 * What the writer of a mail wrote, without the mail that it quotes (D5): the lines before the announcement of a
 * quotation (`On … wrote:`, a block of headers, `-----Original Message-----`), and those between lines that begin with
 * `>`. A signature stays, since nobody can tell it from words for certain. All of it where nothing else would be left.
 * One pass: each line is looked at a bounded number of times.
 */
export function ownWords(text: string): string {
  const lines = text.split(/\r?\n/);
  const kept: string[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (isDivider(line) || isHeaderBlock(lines, index)) {
      // The line that Outlook draws above them.
      if (/^[ _]*$/.test(kept.findLast(isWritten) ?? '')) kept.length = kept.findLastIndex(isWritten);
      break;
    }
    if (line.trimStart().startsWith('>')) continue;
    const announced = announcementAt(lines, index);
    if (announced?.then === 'nothing') break;
    // What is quoted stands behind marks, so that words may follow between.
    if (announced !== undefined) index += announced.lines - 1;
    else kept.push(line);
  }
  const own = kept
    .map((line) => line.trimEnd())
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
  return own === '' ? text.trim() : own;
}

const isWritten = (line: string): boolean => line.trim() !== '';

/** An announcement that begins at a line: how many it takes, and whether what is quoted is marked line by line. */
function announcementAt(
  lines: readonly string[],
  index: number,
): { lines: number; then: 'marked' | 'nothing' } | undefined {
  if (!isWritten(lines[index] ?? '')) return undefined;
  let joined = '';
  for (let count = 1; count <= ANNOUNCEMENT_LINES; count += 1) {
    const line = lines[index + count - 1];
    if (line === undefined || !isWritten(line) || line.length > LOOKED_AT) return undefined;
    joined = `${joined} ${line.trim()}`;
    if (!line.trimEnd().endsWith(':')) continue;
    const plain = plainLine(joined);
    if (!announcementVerbs.some((verb) => plain.includes(verb))) return undefined;
    if (isMarkedAfter(lines, index + count)) return { lines: count, then: 'marked' };
    // Without marks it must be sure: an answer may say itself what somebody wrote.
    const isSure = announcementBeginnings.some((begin) => plain.startsWith(begin)) && /\d/.test(plain);
    return isSure ? { lines: count, then: 'nothing' } : undefined;
  }
  return undefined;
}

/** Whether the next line that is not empty begins with `>`. Three empty ones are no announcement's any more. */
function isMarkedAfter(lines: readonly string[], from: number): boolean {
  return (
    lines
      .slice(from, from + 3)
      .find(isWritten)
      ?.trimStart()
      .startsWith('>') ?? false
  );
}

/** Whether a block of headers begins: who from, and two of the others in the lines after it. */
function isHeaderBlock(lines: readonly string[], index: number): boolean {
  const isFrom = (label: string): boolean => headerLabels.from.some((one) => one === label);
  const isOther = (label: string): boolean => headerLabels.others.some((one) => one === label);
  if (!isFrom(labelOf(lines[index] ?? ''))) return false;
  const after = lines.slice(index + 1, index + 1 + HEADER_LINES).map(labelOf);
  return new Set(after.filter(isOther)).size >= 2;
}

/** What stands before the colon of a line such as `*From:* Claire`; empty: it is no such line. */
function labelOf(line: string): string {
  const start = line.trimStart().slice(0, 30);
  const colon = start.indexOf(':');
  return colon < 0 ? '' : plainLine(start.slice(0, colon)).replaceAll('*', '').trim();
}

function isDivider(line: string): boolean {
  const trimmed = line.trim();
  if (!trimmed.startsWith('--') || trimmed.length > LOOKED_AT) return false;
  const plain = plainLine(trimmed).replaceAll('-', '').trim();
  return dividers.includes(plain);
}

/** Lower case, without accents, with plain blanks and apostrophes. */
function plainLine(line: string): string {
  return line
    .trim()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .replace(/\s+/g, ' ');
}
