/** Makes one thing for each named entry of a table of data, keeping the names. */
export function mapNames<Name extends string, Entry, Made>(
  entries: Readonly<Record<Name, Entry>>,
  make: (name: Name, entry: Entry) => Made,
): Record<Name, Made> {
  const names = Object.keys(entries) as Name[];
  return Object.fromEntries(names.map((name) => [name, make(name, entries[name])])) as Record<Name, Made>;
}
