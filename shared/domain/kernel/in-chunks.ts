/** Cuts items into runs of a size, in order; the last may be shorter. */
export function chunksOf<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

/** Works on items a few at a time, in order; each with its result. The first error stops the rest and is thrown. */
export async function inChunks<Item, Result>(
  items: readonly Item[],
  size: number,
  work: (item: Item) => Promise<Result> | Result,
): Promise<{ item: Item; result: Awaited<Result> }[]> {
  const results: { item: Item; result: Awaited<Result> }[] = [];
  for (const chunk of chunksOf(items, size)) {
    const done = await Promise.all(chunk.map(async (item) => ({ item, result: await work(item) })));
    results.push(...done);
  }
  return results;
}
