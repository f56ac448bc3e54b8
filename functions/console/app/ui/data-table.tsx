import { flexRender, getCoreRowModel, useReactTable, type ColumnDef } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useMemo, useRef, type ReactNode } from 'react';
import type { List } from '../api/queries.ts';
import { useT } from '../i18n/i18n.ts';
import { Button } from './button.tsx';
import { classes } from './class-names.ts';
import { Failed, Loading } from './states.tsx';
import { usePageInAddress } from './use-page-in-address.ts';
import { useIsPrinting } from './use-is-printing.ts';

/** Rows from which on only those on the screen are drawn. */
const VIRTUAL_FROM = 100;
const ROW_PX = 45;

export type Column<Row> = {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Numbers stand at the right. */
  isNumber?: boolean;
  /** What the list is sorted by when the header is pressed. */
  sort?: string;
};

export type Selection = { selected: ReadonlySet<string>; onChange: (selected: Set<string>) => void };
export type Sorting = {
  by: string;
  order: 'asc' | 'desc';
  onChange: (by: string, order: 'asc' | 'desc') => void;
};

type Props<Row> = {
  /** What the table is of, for who cannot see it. */
  caption: string;
  columns: readonly Column<Row>[];
  list: Pick<List<Row>, 'items' | 'isLoading' | 'error'> & Partial<List<Row>>;
  rowId: (row: Row) => string;
  /** What a row is called, for its box to be ticked. */
  rowName?: (row: Row) => string;
  selection?: Selection | undefined;
  sorting?: Sorting | undefined;
  /** Whether it is the list of its page, whose address says how far it was read; not so in a dialog. */
  isOfPage?: boolean;
  /** Shown in place of an empty table. */
  empty: ReactNode;
};

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
        cell: ({ row }) => column.cell(row.original),
      })),
    [columns],
  );
  const table = useReactTable({
    data: list.items,
    columns: definitions,
    getCoreRowModel: getCoreRowModel(),
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
                <Header key={column.id} column={column} sorting={sorting} />
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

function Header<Row>({ column, sorting }: { column: Column<Row>; sorting: Sorting | undefined }) {
  const by = column.sort;
  const isSorted = by !== undefined && sorting?.by === by;
  const next = isSorted && sorting.order === 'asc' ? 'desc' : 'asc';
  return (
    <th
      scope="col"
      aria-sort={isSorted ? (sorting.order === 'asc' ? 'ascending' : 'descending') : undefined}
      className={classes(
        'border-line text-soft border-b px-3 py-2 text-left text-sm font-medium whitespace-nowrap first:pl-4 last:pr-4',
        column.isNumber === true && 'text-right',
      )}
    >
      {by === undefined || sorting === undefined ? (
        column.header
      ) : (
        <button
          type="button"
          className="inline-flex items-center gap-1"
          onClick={() => sorting.onChange(by, next)}
        >
          {column.header}
          {isSorted &&
            (sorting.order === 'asc' ? (
              <ArrowUp size={14} aria-hidden />
            ) : (
              <ArrowDown size={14} aria-hidden />
            ))}
        </button>
      )}
    </th>
  );
}
