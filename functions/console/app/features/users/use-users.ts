import { useEffect } from 'react';
import type { ItemOf } from '../../api/operations.ts';
import { useList } from '../../api/queries.ts';

export type User = ItemOf<'GET /v1/users'>;
export type Group = ItemOf<'GET /v1/groups'>;

/** Everybody who uses Relance, read page by page to the end and kept. */
export function useUsers(): { users: User[]; nameOf: (id: string | undefined) => string } {
  const { items, hasMore, isLoadingMore, more } = useList('GET /v1/users', { query: { limit: 100 } });
  useEffect(() => {
    if (hasMore && !isLoadingMore) more();
  }, [hasMore, isLoadingMore, more]);
  return { users: items, nameOf: (id) => items.find((user) => user.id === id)?.name ?? id ?? '' };
}

/** Every group, read to the end. */
export function useGroups(): { groups: Group[]; nameOf: (id: string | undefined) => string } {
  const { items, hasMore, isLoadingMore, more } = useList('GET /v1/groups', { query: { limit: 100 } });
  useEffect(() => {
    if (hasMore && !isLoadingMore) more();
  }, [hasMore, isLoadingMore, more]);
  return { groups: items, nameOf: (id) => items.find((group) => group.id === id)?.name ?? id ?? '' };
}
