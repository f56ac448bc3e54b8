import * as z from 'zod/mini';

/** Where a page ended: the keys of its last item. */
const position = z.record(z.string(), z.string());
const cursor = z.tuple([z.string(), position]);

/**
 * A cursor as given to the outside: opaque, and bound to the list it came from by `list`, a text that names the
 * organisation, table and query. It holds keys of the caller's own organisation only and is no secret.
 */
export function encodeCursor(list: string, lastKeys: Record<string, string>): string {
  return Buffer.from(JSON.stringify([list, lastKeys])).toString('base64url');
}

/**
 * The keys to go on after; undefined when the cursor is not of this list, or has been tampered with: it has these keys
 * and no others, each a text that could be one.
 */
export function decodeCursor(
  list: string,
  text: string,
  names: readonly string[],
): Record<string, string> | undefined {
  try {
    const [from, keys] = cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    const isWhole = Object.keys(keys).length === names.length && names.every((name) => isKey(keys[name]));
    return from === list && isWhole ? keys : undefined;
  } catch {
    return undefined;
  }
}

/** The longest that a sort key can be, in bytes; those of partitions may be longer, and ours are not. */
const longestKey = 1024;

function isKey(value: string | undefined): boolean {
  return (
    value !== undefined && value !== '' && value.isWellFormed() && Buffer.byteLength(value) <= longestKey
  );
}
