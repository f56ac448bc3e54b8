/** Works on items a few at a time, in order; each with its result. The first error stops the rest and is thrown. */
export async function inChunks<Item, Result>(
  items: readonly Item[],
  size: number,
  work: (item: Item) => Promise<Result> | Result,
): Promise<{ item: Item; result: Awaited<Result> }[]> {
  const results: { item: Item; result: Awaited<Result> }[] = [];
  for (let start = 0; start < items.length; start += size) {
    const chunk = items.slice(start, start + size);
    const done = await Promise.all(chunk.map(async (item) => ({ item, result: await work(item) })));
    results.push(...done);
  }
  return results;
}
