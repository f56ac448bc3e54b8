export type Writable = HTMLInputElement | HTMLTextAreaElement;

/** Puts text around what is selected in a field, as typing would, so that the browser can undo it. */
export function insertAround(element: Writable, before: string, after = ''): void {
  const { selectionStart, selectionEnd, value } = element;
  const [from, to] = [selectionStart ?? value.length, selectionEnd ?? value.length];
  const selected = value.slice(from, to);
  element.focus();
  element.setSelectionRange(from, to);
  // Deprecated and without a successor: the one way to insert that keeps what Ctrl+Z undoes.
  const isDone = document.execCommand('insertText', false, `${before}${selected}${after}`);
  if (!isDone) {
    element.setRangeText(`${before}${selected}${after}`, from, to, 'end');
    element.dispatchEvent(new Event('input', { bubbles: true }));
  }
  const start = from + before.length;
  element.setSelectionRange(start, start + selected.length);
}
