/** A list with one more at its end, made at its length: what is kept of every step should have no room to spare. */
export function withLast<T>(list: readonly T[], last: T): T[] {
  return filled(list, [last]);
}

/** Two lists as one; where one of them is empty, it is the other. */
export function joined<T>(first: readonly T[], second: readonly T[]): readonly T[] {
  if (first.length === 0) return second;
  return second.length === 0 ? first : filled(first, second);
}

function filled<T>(first: readonly T[], second: readonly T[]): T[] {
  const all = new Array<T>(first.length + second.length);
  for (let index = 0; index < first.length; index += 1) all[index] = first[index] as T;
  for (let index = 0; index < second.length; index += 1) all[first.length + index] = second[index] as T;
  return all;
}
