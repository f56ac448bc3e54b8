import { useState } from 'react';
import type { SearchTexts } from '../../shell/search-texts.ts';

/** Filters of the list of leads, as its address has them. */
export type ViewSearch = SearchTexts<'owner' | 'filter' | 'email' | 'qualified'>;
export type View = { name: string; search: ViewSearch };

/** Most views that a person keeps. */
export const MOST_VIEWS = 30;

/** Views that a person has named, kept on this browser. */
export function useViews(userId: string) {
  const key = `relance.lead-views.${userId}`;
  const [views, setViews] = useState<View[]>(() => {
    const kept = localStorage.getItem(key);
    return kept === null ? [] : (JSON.parse(kept) as View[]);
  });
  const change = (next: View[]): void => {
    localStorage.setItem(key, JSON.stringify(next));
    setViews(next);
  };
  return {
    views,
    /** Keeps a view; one of the same name is replaced. */
    add: (view: View) => change([...views.filter(({ name }) => name !== view.name), view].slice(-MOST_VIEWS)),
    remove: (name: string) => change(views.filter((view) => view.name !== name)),
  };
}

/** Whether two addresses show the same leads. */
export const isSameView = (one: ViewSearch, other: ViewSearch): boolean =>
  (['owner', 'filter', 'email', 'qualified'] as const).every(
    (name) => (one[name] ?? '') === (other[name] ?? ''),
  );
