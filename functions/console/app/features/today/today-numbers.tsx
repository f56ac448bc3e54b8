import type { ReactNode } from 'react';
import { number } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { classes } from '../../ui/class-names.ts';
import { useTasks } from './use-tasks.ts';

/** How the person's day stands: tasks that are open and late. */
export function TodayNumbers() {
  const t = useT();
  const { groups, order, hasMore, isLoading } = useTasks({});
  if (isLoading) return <div className="min-h-14" />;
  const late = groups.find(({ kind }) => kind === 'late')?.tasks.length ?? 0;
  const atLeast = (count: number): string => (hasMore ? t('{count} or more', { count }) : number(count));
  return (
    <dl className="border-line bg-paper flex flex-wrap gap-x-8 gap-y-2 rounded-lg border px-4 py-2.5">
      <Figure label={t('My open tasks')}>{atLeast(order.length)}</Figure>
      <Figure label={t('Late')} isBad={late > 0}>
        {number(late)}
      </Figure>
    </dl>
  );
}

function Figure({ label, isBad = false, children }: { label: string; isBad?: boolean; children: ReactNode }) {
  return (
    <div>
      <dt className="text-soft text-sm">{label}</dt>
      <dd className={classes('text-base font-semibold tabular-nums', isBad && 'text-bad')}>{children}</dd>
    </div>
  );
}
