/**
 * An id made from a name: its letters and digits joined by hyphens, without accents, and not one of those that are taken.
 * @param longest most characters that such an id has
 */
export function idOfName(name: string, longest: number, taken: readonly string[]): string {
  const plain = name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  const begun = plain.replace(/^-/, '').slice(0, longest).replace(/-$/, '') || 'untitled'.slice(0, longest);
  const isTaken = (id: string): boolean => id === 'new' || taken.includes(id);
  if (!isTaken(begun)) return begun;
  for (let number = 2; ; number += 1) {
    const end = `-${String(number)}`;
    const id = `${begun.slice(0, longest - end.length)}${end}`;
    if (!isTaken(id)) return id;
  }
}

/** A short id of letters and digits for a part of something, such as a step or a question. */
export function idOfPart(taken: readonly string[], begins: string): string {
  for (let number = taken.length + 1; ; number += 1) {
    const id = `${begins}${String(number)}`;
    if (!taken.includes(id)) return id;
  }
}
