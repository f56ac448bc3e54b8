import { useNavigate, useRouterState } from '@tanstack/react-router';

export type Sorting = {
  by: string;
  order: 'asc' | 'desc';
  onChange: (by: string, order: 'asc' | 'desc') => void;
};

/** What a list is sorted by where the browser has all of it, as it stands in the address: `?sort=name&order=desc`. */
export function useSortInAddress(): Sorting {
  const navigate = useNavigate();
  const by = useRouterState({ select: ({ location }) => textIn(location.search, 'sort') });
  const order = useRouterState({ select: ({ location }) => textIn(location.search, 'order') });
  return {
    by,
    order: order === 'desc' ? 'desc' : 'asc',
    onChange: (sort, next) =>
      void navigate({
        to: '.',
        search: (before) => ({ ...before, sort, order: next }),
        hash: true,
        replace: true,
      }),
  };
}

function textIn(search: object, name: string): string {
  const value: unknown = Object.entries(search).find(([key]) => key === name)?.[1];
  return typeof value === 'string' ? value : '';
}
