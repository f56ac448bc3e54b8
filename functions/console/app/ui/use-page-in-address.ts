import { useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { List } from '../api/queries.ts';

/** Most pages that an address brings back. */
const MOST = 20;

const pageIn = (hash: string): number => Math.min(MOST, Number(/^page-(\d{1,4})$/.exec(hash)?.[1] ?? 1));

/**
 * How far a list was read stands in the address, after `#`: `#page-3`. Coming back to it reads so far again.
 * @param isOfPage false for a list in a dialog, which the address says nothing of
 * @returns reads on
 */
export function usePageInAddress(list: Partial<List<unknown>>, isOfPage: boolean): () => void {
  const { pagesRead = 0, hasMore = false, isLoadingMore = false, more } = list;
  const navigate = useNavigate();
  const wanted = useRouterState({ select: ({ location }) => pageIn(location.hash) });
  const isBehind = isOfPage && pagesRead > 0 && pagesRead < wanted && hasMore && !isLoadingMore;
  useEffect(() => {
    if (isBehind) more?.();
  }, [isBehind, more]);
  return () => {
    more?.();
    if (isOfPage)
      void navigate({ to: '.', search: true, hash: `page-${String(pagesRead + 1)}`, replace: true });
  };
}
