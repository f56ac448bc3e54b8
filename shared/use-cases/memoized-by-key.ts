/** Loads by key, each key once: what several pieces of one work share is read once. */
export function memoizedByKey<Key extends string[], T>(
  load: (...key: Key) => Promise<T>,
): (...key: Key) => Promise<T> {
  const loads = new Map<string, Promise<T>>();
  return (...key) => {
    const name = key.join('#');
    const loading = loads.get(name) ?? load(...key);
    loads.set(name, loading);
    return loading;
  };
}
