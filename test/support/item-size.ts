/**
 * Size of an item as DynamoDB counts it, in bytes: names and texts in UTF-8; numbers about one byte for two digits, and
 * one more; three for a list or a map and one for each of its members.
 */
export function itemSize(item: Record<string, unknown>): number {
  const stored = Object.entries(item).filter(([, value]) => value !== undefined);
  return stored.reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + sizeOf(value), 0);
}

function sizeOf(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (value instanceof Uint8Array) return value.length;
  if (typeof value === 'number')
    return Math.ceil(String(Math.abs(value)).replace(/\.|0+$/, '').length / 2) + 1;
  if (typeof value === 'boolean' || value === null) return 1;
  if (Array.isArray(value)) return value.reduce<number>((sum, member) => sum + 1 + sizeOf(member), 3);
  if (typeof value === 'object') {
    const members = Object.values(value).filter((member) => member !== undefined);
    return 3 + members.length + itemSize(value as Record<string, unknown>);
  }
  throw new Error(`DynamoDB stores no ${typeof value}`);
}
