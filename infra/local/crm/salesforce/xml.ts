/** An element without attributes, with either text or elements inside, as SOAP clients send them. */
export type Element = { name: string; text: string; inside: Element[] };

const parts = /<\?[^>]*\?>|<(\/?)(?:[A-Za-z]+:)?([A-Za-z]+)((?:\s[^<>]*)?)(\/?)>|([^<]+)/y;
const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Reads such a document; undefined: it is none. Prefixes of names are left out. */
export function readXml(document: string): Element | undefined {
  const root: Element = { name: '', text: '', inside: [] };
  const open = [root];
  parts.lastIndex = 0;
  while (parts.lastIndex < document.length) {
    const match = parts.exec(document);
    if (match === null || open.length > 20) return undefined;
    const [whole, closes, name, , empty, text] = match;
    const here = open.at(-1) ?? root;
    if (text !== undefined)
      here.text += text.replace(/&([a-z]{2,4});/g, (_, one: string) => entities[one] ?? '');
    else if (name !== undefined && closes === '/') {
      if (open.pop()?.name !== name) return undefined;
    } else if (name !== undefined && !whole.startsWith('<?')) {
      const element: Element = { name, text: '', inside: [] };
      here.inside.push(element);
      if (empty !== '/') open.push(element);
    }
  }
  return open.length === 1 ? root.inside[0] : undefined;
}

/** The element behind a path of names. */
export function within(element: Element | undefined, ...path: string[]): Element | undefined {
  return path.reduce((at, name) => at?.inside.find((one) => one.name === name), element);
}

/** A text between tags. */
export function escaped(text: string): string {
  return text.replace(/[<>&]/g, (one) => (one === '<' ? '&lt;' : one === '>' ? '&gt;' : '&amp;'));
}
