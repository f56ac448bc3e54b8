/** A text as names are looked up: without case, accents, spaces, dots, `_`, `-` and other signs. */
export function foldedText(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}
