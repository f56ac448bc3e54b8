/** A header's value and its parameters, by their names in lower case. */
export type ParameterisedValue = { value: string; parameters: Map<string, string> };

/**
 * Reads a header such as `attachment; filename="a.pdf"`, also where a parameter comes in pieces or in another character
 * set (RFC 2231). One pass.
 */
export function parametersOf(header: string): ParameterisedValue {
  const [value = '', ...rest] = fieldsOf(header);
  const plain = new Map<string, string>();
  const pieces = new Map<string, { number: number; coded: boolean; text: string }[]>();
  for (const field of rest) {
    const equals = field.indexOf('=');
    if (equals < 0) continue;
    const text = unquoted(field.slice(equals + 1).trim());
    const [name = '', ...marks] = field.slice(0, equals).trim().toLowerCase().split('*');
    if (marks.length === 0) {
      if (!plain.has(name)) plain.set(name, text);
      continue;
    }
    const piece = { number: Number(marks[0] || 0), coded: marks.at(-1) === '', text };
    pieces.set(name, [...(pieces.get(name) ?? []), piece].slice(0, 20));
  }
  // What is written in the newer form says more than a copy for old programs.
  for (const [name, all] of pieces) plain.set(name, joined(all));
  return { value: value.trim().toLowerCase(), parameters: plain };
}

/** What stands between semicolons that are not in quotation marks. */
function fieldsOf(header: string): string[] {
  const fields: string[] = [];
  let start = 0;
  let quoted = false;
  for (let index = 0; index < header.length; index += 1) {
    const character = header[index];
    if (quoted && character === '\\') index += 1;
    else if (character === '"') quoted = !quoted;
    else if (character === ';' && !quoted) {
      fields.push(header.slice(start, index));
      start = index + 1;
    }
  }
  return [...fields, header.slice(start)];
}

function unquoted(text: string): string {
  return text.startsWith('"') ? text.replace(/^"/, '').replace(/"$/, '').replaceAll(/\\(.)/g, '$1') : text;
}

/** The pieces in order; the first names the character set: `utf-8'fr'caf%C3%A9`. */
function joined(pieces: readonly { number: number; coded: boolean; text: string }[]): string {
  const inOrder = pieces.toSorted((a, b) => a.number - b.number);
  const [first] = inOrder;
  const marked = first?.coded === true ? first.text.split("'", 3) : [];
  const [charset = 'utf-8'] = marked;
  const start = marked.length === 3 ? `${marked[0]}'${marked[1]}'`.length : 0;
  return inOrder
    .map(({ coded, text }, index) => {
      const part = index === 0 ? text.slice(start) : text;
      return coded ? decoded(part, charset) : part;
    })
    .join('');
}

function decoded(text: string, charset: string): string {
  const bytes = Buffer.from(
    text.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch (error) {
    // A character set that does not exist: what it says is shown as it came.
    if (error instanceof RangeError) return text;
    throw error;
  }
}
