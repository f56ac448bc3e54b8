const LONGEST = 20;

/** An id made from a name, as the API takes them: 1 to 20 letters, digits and “-”. */
export function idFor(name: string): string {
  const plain = name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '-');
  return plain.split('-').filter(Boolean).join('-').slice(0, LONGEST);
}
