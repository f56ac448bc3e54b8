/** The beginning of a text, `length` characters at most; never half of a character that takes two. */
export function cutText(text: string, length: number): string {
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
}
