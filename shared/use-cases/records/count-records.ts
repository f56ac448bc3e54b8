import type { Store } from '../../ports/store.ts';
import { isThere } from '../../domain/records/record.ts';
import { walkPages } from '../../ports/walk.ts';

/** Records that are counted at most, within the time of a request. */
const mostCounted = 1_000;

/** How many records there are of a type, in words: beyond a thousand they are not counted one by one. */
export async function countRecords(
  store: Pick<Store, 'records'>,
  organisation: string,
  typeId: string,
): Promise<{ none: boolean; words: string }> {
  const query = { index: 'byType', of: typeId } as const;
  let count = 0;
  let more = false;
  for await (const { items, cursor } of walkPages(
    (page) => store.records.list(organisation, { ...page, query }),
    { most: mostCounted },
  )) {
    // What was deleted may be in the index for a moment.
    count += items.filter(isThere).length;
    more = cursor !== undefined;
  }
  const words = `${more ? 'more than ' : ''}${count} ${count === 1 ? 'record' : 'records'}`;
  return { none: count === 0, words };
}
