import type { ReactNode } from 'react';
import type { List } from '../api/queries.ts';
import { useT } from '../i18n/i18n.ts';
import { Button } from './button.tsx';
import { ProblemNotice } from './form.tsx';

/** Nothing is there: what would be, and the next thing to do. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="border-line grid justify-items-center gap-2 rounded-lg border border-dashed px-6 py-10 text-center">
      <p className="font-medium">{title}</p>
      {children !== undefined && (
        <div className="text-soft grid max-w-prose justify-items-center gap-3">{children}</div>
      )}
    </div>
  );
}

/** Something is being read. */
export function Loading() {
  const t = useT();
  return (
    <div role="status" className="grid gap-2 py-2">
      <span className="sr-only">{t('Loading …')}</span>
      {['w-2/3', 'w-1/2', 'w-3/5'].map((width) => (
        <div key={width} className={`bg-raised h-5 animate-pulse rounded ${width}`} />
      ))}
    </div>
  );
}

/** Something could not be read, and a way to try again. */
export function Failed({ error, again }: { error: unknown; again?: () => void }) {
  const t = useT();
  return (
    <div className="grid justify-items-start gap-2">
      <ProblemNotice error={error} />
      {again !== undefined && <Button onClick={again}>{t('Try again')}</Button>}
    </div>
  );
}

/** What a read gives: loading, failed, or its data. */
export function Read<Data>({
  of: { data, error, refetch },
  children,
}: {
  of: { data: Data | undefined; error: unknown; refetch: () => unknown };
  children: (data: Data) => ReactNode;
}) {
  if (data !== undefined) return children(data);
  if (error !== null && error !== undefined) return <Failed error={error} again={() => void refetch()} />;
  return <Loading />;
}

/** The button that reads more of a list, as long as there is more. */
export function ShowMore({ of: list }: { of: Pick<List<unknown>, 'hasMore' | 'isLoadingMore' | 'more'> }) {
  const t = useT();
  if (!list.hasMore) return null;
  return (
    <Button className="justify-self-start" busy={list.isLoadingMore} onClick={list.more}>
      {t('Show more')}
    </Button>
  );
}

/** What a list gives: loading, failed, `empty`, or its items one under the other. */
export function ReadList<Item>({
  of: list,
  empty,
  children,
}: {
  of: List<Item>;
  empty: ReactNode;
  children: (item: Item) => ReactNode;
}) {
  if (list.isLoading) return <Loading />;
  if (list.error !== null && list.items.length === 0) return <Failed error={list.error} again={list.again} />;
  if (list.items.length === 0 && !list.hasMore) return empty;
  return (
    <div className="grid gap-3">
      {list.items.map((item) => children(item))}
      <ShowMore of={list} />
    </div>
  );
}
