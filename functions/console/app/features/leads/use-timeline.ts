import { useEffect } from 'react';
import type { ItemOf } from '../../api/operations.ts';
import { useList } from '../../api/queries.ts';

export type Activity = ItemOf<'GET /v1/leads/{id}/activities'>;

/** Activities that are read without being asked for. */
const MOST_READ = 500;

/** What happened to a lead, the newest first. */
export function useTimeline(leadId: string) {
  const list = useList('GET /v1/leads/{id}/activities', {
    params: { id: leadId },
    query: { order: 'newest', limit: 100 },
  });
  const { items, hasMore, isLoadingMore, more } = list;
  const readsOn = hasMore && items.length < MOST_READ;
  useEffect(() => {
    if (readsOn && !isLoadingMore) more();
  }, [readsOn, isLoadingMore, more]);
  return list;
}
