import {
  flexRender,
  getCoreRowModel,
  getSortedRowModel,
  useReactTable,
  type ColumnDef,
} from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, type ReactNode } from 'react';
import type { List } from '../api/queries.ts';
import { i18n, useT } from '../i18n/i18n.ts';
import { Button } from './button.tsx';
import { classes } from './class-names.ts';
import { ColumnHeader } from './column-header.tsx';
import { Failed, Loading } from './states.tsx';
import { usePageInAddress } from './use-page-in-address.ts';
import { useIsPrinting } from './use-is-printing.ts';
import { useSortInAddress, type Sorting } from './use-sort-in-address.ts';

/** Rows from which on only those on the screen are drawn. */
const VIRTUAL_FROM = 100;
const ROW_PX = 45;

export type Column<Row> = {
  id: string;
  header: string;
  /** Numbers stand at the right. */
  isNumber?: boolean;
  /** What the API sorts the list by when the header is pressed. */
  sort?: string;
} & (
  | { cell: (row: Row) => ReactNode; sortValue?: SortValue<Row> }
  | {
      /** Without it what the list is sorted by is shown. */
      cell?: never;
      sortValue: SortValue<Row>;
    }
);
/** What the browser sorts the list by when the header is pressed, as long as it has all of it; undefined comes last. */
type SortValue<Row> = (row: Row) => string | number | undefined;

export type Selection = { selected: ReadonlySet<string>; onChange: (selected: Set<string>) => void };

type Props<Row> = {
  /** What the table is of, for who cannot see it. */
  caption: string;
  columns: readonly Column<Row>[];
  list: Pick<List<Row>, 'items' | 'isLoading' | 'error'> & Partial<List<Row>>;
  rowId: (row: Row) => string;
  /** What a row is called, for its box to be ticked. */
  rowName?: (row: Row) => string;
  selection?: Selection | undefined;
  /** How the API sorts it; without it the browser sorts by the columns that have a value for it, as the address says. */
  sorting?: Sorting | undefined;
  /** Whether it is the list of its page, whose address says how far it was read; not so in a dialog. */
  isOfPage?: boolean;
  /** Shown in place of an empty table. */
  empty: ReactNode;
};

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), i18n.locale, { numeric: true, sensitivity: 'base' });
}

/** A list as a table: columns, a tick per row, more pages on demand; a long one draws what is on the screen alone. */
export function DataTable<Row>(props: Props<Row>) {
  const {
    caption,
    columns,
    list,
    rowId,
    rowName = rowId,
    selection,
    sorting,
    empty,
    isOfPage = true,
  } = props;
  const readOn = usePageInAddress(list, isOfPage);
  const t = useT();
  const scrolled = useRef<HTMLDivElement>(null);
  const definitions = useMemo(
    () =>
      columns.map((column): ColumnDef<Row> => ({
        id: column.id,
        header: column.header,
        cell: ({ row }) => (column.cell ?? column.sortValue)(row.original),
        ...(column.sortValue && { accessorFn: column.sortValue }),
        sortUndefined: 'last',
        sortingFn: (a, b, id) => compare(a.getValue(id), b.getValue(id)),
      })),
    [columns],
  );
  const inAddress = useSortInAddress();
  // Sorting a part of a list would put first what is not the first of all.
  const sortsHere = sorting === undefined && list.hasMore !== true;
  const sortKey = ({ id, sort, sortValue }: Column<Row>): string | undefined =>
    sorting !== undefined ? sort : sortsHere && sortValue !== undefined ? id : undefined;
  const sorted = sortsHere && columns.find((column) => sortKey(column) === inAddress.by);
  const table = useReactTable({
    data: list.items,
    columns: definitions,
    state: { sorting: sorted ? [{ id: sorted.id, desc: inAddress.order === 'desc' }] : [] },
    getCoreRowModel: getCoreRowModel(),
    getSortedRowModel: getSortedRowModel(),
    // There are no pages to go back to the first of.
    autoResetPageIndex: false,
    getRowId: rowId,
  });
  const { rows } = table.getRowModel();
  const isPrinting = useIsPrinting();
  const isVirtual = rows.length > VIRTUAL_FROM && !isPrinting;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scrolled.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
    enabled: isVirtual,
  });
  if (list.isLoading) return <Loading />;
  if (list.error !== null && list.items.length === 0)
    return <Failed error={list.error} {...(list.again && { again: list.again })} />;
  if (list.items.length === 0 && list.hasMore !== true) return empty;

  const shown = isVirtual ? virtual.getVirtualItems().flatMap(({ index }) => rows[index] ?? []) : rows;
  const before = isVirtual ? (virtual.getVirtualItems()[0]?.start ?? 0) : 0;
  const after = isVirtual ? virtual.getTotalSize() - (virtual.getVirtualItems().at(-1)?.end ?? 0) : 0;
  const ids = list.items.map(rowId);
  const allTicked =
    selection !== undefined && ids.length > 0 && ids.every((id) => selection.selected.has(id));
  const tick = (id: string, on: boolean): void => {
    if (selection === undefined) return;
    const next = new Set(selection.selected);
    if (on) next.add(id);
    else next.delete(id);
    selection.onChange(next);
  };
  const width = columns.length + (selection === undefined ? 0 : 1);

  return (
    <div className="grid min-w-0 gap-2">
      <div
        ref={scrolled}
        tabIndex={0}
        role="region"
        aria-label={caption}
        className={classes(
          'border-line bg-paper min-w-0 overflow-auto rounded-lg border print:overflow-visible',
          isVirtual && 'max-h-[72dvh]',
        )}
      >
        <table className="w-full border-separate border-spacing-0" aria-rowcount={rows.length}>
          <caption className="sr-only">{caption}</caption>
          <thead className="bg-paper sticky top-0 z-10">
            <tr>
              {selection && (
                <th className="border-line w-9 border-b py-2 pl-4 text-left">
                  <input
                    type="checkbox"
                    aria-label={t('Select all that are shown')}
                    className="accent-accent size-4 align-middle"
                    checked={allTicked}
                    onChange={(event) => selection.onChange(new Set(event.target.checked ? ids : []))}
                  />
                </th>
              )}
              {columns.map((column) => (
                <ColumnHeader
                  key={column.id}
                  text={column.header}
                  isNumber={column.isNumber === true}
                  by={sortKey(column)}
                  sorting={sorting ?? inAddress}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            <Gap height={before} width={width} />
            {shown.map((row) => (
              <tr key={row.id} className="hover:bg-raised/60 [&:not(:last-child)>td]:border-b">
                {selection && (
                  <td className="border-line py-2 pl-4">
                    <input
                      type="checkbox"
                      aria-label={t('Select {name}', { name: rowName(row.original) })}
                      className="accent-accent size-4 align-middle"
                      checked={selection.selected.has(row.id)}
                      onChange={(event) => tick(row.id, event.target.checked)}
                    />
                  </td>
                )}
                {row.getVisibleCells().map((cell, index) => (
                  <td
                    key={cell.id}
                    className={classes(
                      'border-line px-3 py-2 align-top first:pl-4 last:pr-4',
                      columns[index]?.isNumber === true && 'text-right tabular-nums',
                    )}
                  >
                    {flexRender(cell.column.columnDef.cell, cell.getContext())}
                  </td>
                ))}
              </tr>
            ))}
            <Gap height={after} width={width} />
          </tbody>
        </table>
      </div>
      {list.hasMore === true && (
        <div className="flex items-center gap-3">
          <Button busy={list.isLoadingMore ?? false} onClick={readOn}>
            {t('Show more')}
          </Button>
          <span className="text-soft text-sm">{t('{count} shown', { count: list.items.length })}</span>
        </div>
      )}
    </div>
  );
}

const Gap = ({ height, width }: { height: number; width: number }) =>
  height > 0 && (
    <tr aria-hidden>
      <td colSpan={width} style={{ height }} />
    </tr>
  );
