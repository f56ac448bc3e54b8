import type { ReactNode } from 'react';
import type { List } from '../../api/queries.ts';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/states.tsx';

/** What the filters of a page leave of a list that is read whole; `children` where the list itself is empty. */
export const FoundTable = <Thing extends { id: string }>({
  caption,
  columns,
  list,
  found,
  nothingFound,
  children,
}: {
  caption: string;
  columns: readonly Column<Thing>[];
  list: List<Thing>;
  found: Thing[];
  nothingFound: string;
  children: ReactNode;
}) => (
  <DataTable
    caption={caption}
    columns={columns}
    list={{ ...list, items: found }}
    rowId={({ id }) => id}
    empty={list.items.length > 0 ? <Empty title={nothingFound} /> : children}
  />
);
