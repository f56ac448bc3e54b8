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

/** The keys to go on after; undefined when the cursor is not of this list. */
export function decodeCursor(list: string, text: string): Record<string, string> | undefined {
  try {
    const [from, keys] = cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    return from === list ? keys : undefined;
  } catch {
    return undefined;
  }
}
