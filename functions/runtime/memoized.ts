/** Makes something at its first use and keeps it for the life of the function's process. */
export function memoized<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
