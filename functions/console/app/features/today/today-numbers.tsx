import type { ReactNode } from 'react';
import { useRead } from '../../api/queries.ts';
import { dayOf, number } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { useMe } from '../../shell/me.tsx';
import { classes } from '../../ui/class-names.ts';
import { Badge } from '../../ui/notice.tsx';
import { useTasks } from './use-tasks.ts';

/** How often the figures are read again. */
const REFRESH_MS = 60_000;

/** How the person's day stands: tasks that are open and late, mails sent, planned and waiting. */
export function TodayNumbers() {
  const t = useT();
  const { groups, order, hasMore, isLoading } = useTasks({});
  const late = groups.find(({ kind }) => kind === 'late')?.tasks.length ?? 0;
  const atLeast = (count: number): string => (hasMore ? t('{count} or more', { count }) : number(count));
  return (
    <dl className="border-line bg-paper flex min-h-14 flex-wrap gap-x-8 gap-y-2 rounded-lg border px-4 py-2.5">
      {!isLoading && (
        <>
          <Figure label={t('My open tasks')}>{atLeast(order.length)}</Figure>
          <Figure label={t('Late')} isBad={late > 0}>
            {number(late)}
          </Figure>
        </>
      )}
      <MailFigures />
    </dl>
  );
}

function MailFigures() {
  const t = useT();
  const { userId, user } = useMe();
  const capacity = useRead(
    'GET /v1/capacity',
    { query: { user: userId, from: dayOf(new Date()), days: 1 } },
    { enabled: user !== undefined, refreshMs: REFRESH_MS },
  );
  const sender = capacity.data?.items[0];
  const day = sender?.days[0];
  if (sender === undefined || day === undefined) return null;
  const { value: cap } = sender.cap;
  const { sent, planned } = day;
  return (
    <>
      {sent !== undefined && (
        <Figure label={t('Mails sent today')}>
          {cap === null ? number(sent) : t('{sent} of {cap}', { sent: number(sent), cap: number(cap) })}
        </Figure>
      )}
      {planned !== undefined && <Figure label={t('Still planned today')}>{number(planned)}</Figure>}
      {sender.queue.waiting > 0 && (
        <Figure label={t('Waiting for a free day')}>
          {sender.queue.complete
            ? number(sender.queue.waiting)
            : t('{count} or more', { count: sender.queue.waiting })}
        </Figure>
      )}
      {day.absence !== undefined && (
        <div className="self-center">
          <dt className="sr-only">{t('Absence')}</dt>
          <dd>
            <Badge tone="warn">{t('I am away today')}</Badge>
          </dd>
        </div>
      )}
    </>
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
