/**
 * Characters of results with warnings in one answer, of the 4 MB that it may have: what is done already cannot be refused
 * for the length of its answer, as what is only read is.
 */
const MOST_CHARACTERS = 3_000_000;

/** Results of leads with their warnings as far as one answer takes them; warnings that no longer fit are left out. */
export function withinAnswer<Result extends { warnings?: unknown }>(results: readonly Result[]): Result[] {
  let used = 0;
  return results.map((result) => {
    const length = JSON.stringify(result).length;
    const { warnings: _, ...bare } = result;
    if (used + length > MOST_CHARACTERS) return bare as Result;
    used += length;
    return result;
  });
}
