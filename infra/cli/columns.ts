/** Widths in a terminal, and texts that are safe to write to one. */

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Characters of East Asia and emoji take two columns. */
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

const plain = /^[\x20-\x7e]*$/;

const widthOfOne = (grapheme: string): number => (wide.test(grapheme) ? 2 : 1);

/** Columns that a line of text takes. */
export function widthOf(text: string): number {
  if (plain.test(text)) return text.length;
  return [...graphemes.segment(text)].reduce((sum, { segment }) => sum + widthOfOne(segment), 0);
}

/** A line of text in at most so many columns; what is cut ends in “…”. */
export function cut(text: string, columns: number): string {
  // What is far longer than a line need not be measured to its end.
  const start = text.slice(0, columns * 16);
  if (start.length === text.length && widthOf(text) <= columns) return text;
  let kept = '';
  let used = 0;
  for (const { segment } of graphemes.segment(start)) {
    used += widthOfOne(segment);
    if (used > columns - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}

/** A line of text filled up with blanks, on its right or on its left. */
export function filled(text: string, columns: number, side: 'left' | 'right' = 'right'): string {
  const blanks = ' '.repeat(Math.max(0, columns - widthOf(text)));
  return side === 'right' ? text + blanks : blanks + text;
}

/**
 * A text without what would steer the terminal: control characters and changes of direction; the ends of lines and tabs
 * stay. What leads write must not move the cursor of whoever reads it.
 */
export const harmless = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .replaceAll(/(?![\n\t])\p{Cc}|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '·');

/** A text in one line. */
export const inOneLine = (text: string): string => harmless(text).replaceAll(/\s+/g, ' ').trim();
