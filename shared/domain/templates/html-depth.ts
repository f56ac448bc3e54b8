/** How deep tags may lie in each other: mails of tables in tables come to some tens. */
export const maxHtmlDepth = 100;

/** What is wrong with HTML whose tags lie too deep in each other; it is sanitised, so that each that opens closes. */
export function tooDeep(html: string): string | undefined {
  let depth = 0;
  let deepest = 0;
  for (const [tag] of html.matchAll(/<[^<>]*>/g)) {
    if (tag.startsWith('</')) depth -= 1;
    else if (!tag.endsWith('/>')) depth += 1;
    deepest = Math.max(deepest, depth);
  }
  if (deepest <= maxHtmlDepth) return undefined;
  return `Its tags lie ${deepest} deep in each other, ${maxHtmlDepth} at most: take some out.`;
}
