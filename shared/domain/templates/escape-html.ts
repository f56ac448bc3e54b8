const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
};

/** The text as HTML shows it, inside an element or a quoted attribute. Line breaks stay as they are. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}

/** The text with its line breaks, as HTML shows them. */
export function escapeLines(text: string): string {
  return escapeHtml(text).replaceAll('\n', '<br>\n');
}

/** A mail written as text, as the HTML part that reads the same: blank lines part paragraphs. */
export function htmlFromText(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .split(/\n{2,}/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => `<p>${escapeLines(paragraph.trim())}</p>`)
    .join('\n');
}
