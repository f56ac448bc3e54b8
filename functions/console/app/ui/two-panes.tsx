import type { ReactNode } from 'react';
import { classes } from './class-names.ts';

/** Scrolls the list so far that one of its rows is seen; the page stays where it is. */
export function showInList(row: HTMLElement | null): void {
  const pane = row?.closest('[data-list]');
  if (!row || !pane) return;
  const [seen, own] = [pane.getBoundingClientRect(), row.getBoundingClientRect()];
  if (own.top < seen.top) pane.scrollTop -= seen.top - own.top;
  else if (own.bottom > seen.bottom) pane.scrollTop += own.bottom - seen.bottom;
}

/** A list and, at its right, the one of it that is in hand; on a narrow screen one or the other. */
export function TwoPanes({
  list,
  detail,
  isDetailOpen,
}: {
  list: ReactNode;
  detail: ReactNode;
  /** Which of the two a narrow screen shows. */
  isDetailOpen: boolean;
}) {
  return (
    <div className="grid min-w-0 gap-5 lg:grid-cols-[minmax(17rem,21rem)_minmax(0,1fr)] lg:items-start">
      <div
        data-list
        className={classes(
          'min-w-0 lg:sticky lg:top-16 lg:block lg:max-h-[calc(100dvh-5rem)] lg:overflow-y-auto',
          isDetailOpen && 'hidden',
        )}
      >
        {list}
      </div>
      <div className={classes('min-w-0 lg:block', !isDetailOpen && 'hidden')}>{detail}</div>
    </div>
  );
}
