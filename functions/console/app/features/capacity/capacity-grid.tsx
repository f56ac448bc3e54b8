import { Link } from '@tanstack/react-router';
import { dayText, number } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { classes } from '../../ui/class-names.ts';
import { Badge } from '../../ui/notice.tsx';
import type { Sender } from './capacity-day.ts';
import { DayCell } from './day-cell.tsx';
import { isWeekend } from './spans.ts';

/** Senders one under the other, their days side by side. */
export function CapacityGrid({
  senders,
  today,
  small,
  nameOf,
  onOpen,
}: {
  senders: readonly Sender[];
  today: string;
  small: boolean;
  nameOf: (id: string) => string;
  onOpen: (sender: string, date: string) => void;
}) {
  const t = useT();
  const dates = senders[0]?.days.map(({ date }) => date) ?? [];
  return (
    <div
      role="region"
      tabIndex={0}
      aria-label={t('Capacity by sender and day')}
      className="border-line bg-paper hidden min-w-0 overflow-auto rounded-lg border md:block"
    >
      <table className="w-full border-separate border-spacing-0">
        <caption className="sr-only">{t('Capacity by sender and day')}</caption>
        <thead>
          <tr>
            <th
              scope="col"
              className="border-line bg-paper text-soft sticky left-0 z-10 border-r border-b px-3 py-2 text-left text-sm font-medium"
            >
              {t('Sender')}
            </th>
            {dates.map((date) => (
              <th
                key={date}
                scope="col"
                aria-current={date === today ? 'date' : undefined}
                className={classes(
                  'border-line border-b py-2 text-sm font-medium',
                  small ? 'text-center' : 'min-w-26 px-2 text-left',
                  date === today
                    ? 'bg-tint text-accent'
                    : isWeekend(date)
                      ? 'text-soft bg-raised/60'
                      : 'text-soft',
                )}
              >
                {small ? (
                  <>
                    <span aria-hidden>{Number(date.slice(8))}</span>
                    <span className="sr-only">{dayText(date)}</span>
                  </>
                ) : (
                  dayText(date)
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {senders.map((sender) => (
            <tr key={sender.userId} className="[&:not(:last-child)>*]:border-b">
              <th
                scope="row"
                className="border-line bg-paper sticky left-0 z-10 max-w-48 min-w-36 border-r px-3 py-2 text-left align-top font-normal"
              >
                <div className="grid gap-1">
                  <Link
                    to="/users/$id"
                    params={{ id: sender.userId }}
                    className="font-medium [overflow-wrap:anywhere]"
                  >
                    {sender.name}
                  </Link>
                  <SenderFacts sender={sender} />
                </div>
              </th>
              {sender.days.map((day) => (
                <td
                  key={day.date}
                  className={classes(
                    'border-line h-px align-top',
                    !small && 'p-0.5',
                    day.date === today && 'bg-tint/50',
                  )}
                >
                  <DayCell
                    sender={sender}
                    day={day}
                    small={small}
                    nameOf={nameOf}
                    onOpen={() => onOpen(sender.userId, day.date)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The cap of a sender, and how long the queue is. */
export function SenderFacts({ sender }: { sender: Sender }) {
  const t = useT();
  const { userId, active, cap, queue, windowZone } = sender;
  return (
    <>
      <Link
        to="/settings"
        search={{ scope: `user.${userId}`, edit: cap.setting }}
        className="text-soft text-sm no-underline hover:underline"
      >
        {cap.value === null ? t('No limit') : t('At most {most} a day', { most: number(cap.value) })}
      </Link>
      {windowZone === 'recipient' && (
        <span className="text-soft text-sm">{t('Hours on the lead’s clock')}</span>
      )}
      {!active && (
        <span>
          <Badge tone="warn">{t('Switched off')}</Badge>
        </span>
      )}
      {queue.waiting > 0 && (
        <span>
          <Badge tone="warn">
            {queue.complete
              ? t('{count} waiting in all', { count: number(queue.waiting) })
              : t('over {count} waiting in all', { count: number(queue.waiting) })}
          </Badge>
        </span>
      )}
    </>
  );
}
