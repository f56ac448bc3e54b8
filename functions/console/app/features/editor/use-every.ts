import { useEffect } from 'react';
import type { Asked, ItemOf, Listing } from '../../api/operations.ts';
import { useList, type List } from '../../api/queries.ts';

/** A list of something of which an organisation has few, read page by page to its end. */
export function useEvery<A extends Listing>(
  address: A,
  asked: Asked<A>,
  { enabled = true }: { enabled?: boolean } = {},
): List<ItemOf<A>> {
  const list = useList(address, asked, { enabled });
  const { hasMore, isLoadingMore, error, more } = list;
  useEffect(() => {
    if (hasMore && !isLoadingMore && error === null) more();
  }, [hasMore, isLoadingMore, error, more]);
  return list;
}

/** Whether a name has a part, whatever its case. */
export const hasPart = (name: string, part: string | undefined): boolean =>
  part === undefined || name.toLocaleLowerCase().includes(part.trim().toLocaleLowerCase());
