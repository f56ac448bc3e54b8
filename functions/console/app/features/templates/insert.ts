export type Writable = HTMLInputElement | HTMLTextAreaElement;

/** Puts text around what is selected in a field, and leaves the cursor where one goes on typing. */
export function insertAround(element: Writable, before: string, after = ''): void {
  const { selectionStart, selectionEnd, value } = element;
  const [from, to] = [selectionStart ?? value.length, selectionEnd ?? value.length];
  const selected = value.slice(from, to);
  element.setRangeText(`${before}${selected}${after}`, from, to, 'end');
  element.dispatchEvent(new Event('input', { bubbles: true }));
  const start = from + before.length;
  element.focus();
  element.setSelectionRange(start, start + selected.length);
}
