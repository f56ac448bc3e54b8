import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react';
import { classes } from './class-names.ts';
import type { Sorting } from './use-sort-in-address.ts';

/** The head of a column; where the list can be sorted by it, a button that does, and the other way round when pressed again. */
export function ColumnHeader({
  text,
  isNumber,
  by,
  sorting,
}: {
  text: string;
  isNumber: boolean;
  by: string | undefined;
  sorting: Sorting;
}) {
  const isSorted = by !== undefined && sorting.by === by;
  const next = isSorted && sorting.order === 'asc' ? 'desc' : 'asc';
  const Icon = isSorted ? (sorting.order === 'asc' ? ArrowUp : ArrowDown) : ChevronsUpDown;
  return (
    <th
      scope="col"
      aria-sort={isSorted ? (sorting.order === 'asc' ? 'ascending' : 'descending') : undefined}
      className={classes(
        'border-line text-soft border-b px-3 py-2 text-left text-sm font-medium whitespace-nowrap first:pl-4 last:pr-4',
        isNumber && 'text-right',
      )}
    >
      {by === undefined ? (
        text
      ) : (
        <button
          type="button"
          className={classes('hover:text-ink inline-flex items-center gap-1', isSorted && 'text-ink')}
          onClick={() => sorting.onChange(by, next)}
        >
          {text}
          <Icon size={14} aria-hidden className={classes('print:hidden', !isSorted && 'opacity-50')} />
        </button>
      )}
    </th>
  );
}
