import { dayText, number } from '../../i18n/format.ts';
import { msg, useT, type Message } from '../../i18n/i18n.ts';
import { classes } from '../../ui/class-names.ts';
import { useUsers } from '../users/use-users.ts';

/** How much of a sender goes out or appears on a day. */
export type Load = {
  userId: string;
  date: string;
  channel: string;
  used: number;
  cap: number | null;
  full: boolean;
};

const channels: Record<string, Message> = {
  mail: msg('Mails'),
  sms: msg('Text messages'),
  task: msg('Tasks'),
};

/** The days of each sender and channel, with what goes out on them and whether they are full. */
export function LoadCalendar({ load }: { load: readonly Load[] }) {
  const t = useT();
  const { nameOf } = useUsers();
  if (load.length === 0) return null;
  const days = [...new Set(load.map(({ date }) => date))].sort();
  const rows = [...Map.groupBy(load, ({ userId, channel }) => `${userId} ${channel}`)].sort(
    ([one], [other]) => (one < other ? -1 : 1),
  );
  return (
    <section className="grid min-w-0 gap-2">
      <h3 className="font-medium">{t('Day by day')}</h3>
      <div className="overflow-x-auto" role="region" tabIndex={0} aria-label={t('Day by day')}>
        <table className="border-separate border-spacing-1 text-sm">
          <caption className="sr-only">
            {t('What goes out of each sender on each day, with what is under way already')}
          </caption>
          <thead>
            <tr>
              <th scope="col" className="text-soft bg-paper sticky left-0 pr-3 text-left font-medium">
                {t('Sender')}
              </th>
              {days.map((day) => (
                <th key={day} scope="col" className="text-soft px-1 font-medium whitespace-nowrap">
                  {dayText(day)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([key, of]) => {
              const [{ userId, channel } = { userId: '', channel: '' }] = of;
              const label = channels[channel];
              return (
                <tr key={key}>
                  <th
                    scope="row"
                    className="bg-paper sticky left-0 pr-3 text-left font-normal whitespace-nowrap"
                  >
                    {nameOf(userId)}{' '}
                    <span className="text-soft">{label === undefined ? channel : t(label)}</span>
                  </th>
                  {days.map((day) => (
                    <Day key={day} load={of.find(({ date }) => date === day)} />
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Day({ load }: { load: Load | undefined }) {
  const t = useT();
  if (load === undefined) return <td />;
  const { used, cap, full } = load;
  return (
    <td
      className={classes(
        'rounded px-2 py-1 text-center tabular-nums whitespace-nowrap',
        full ? 'bg-warn-tint text-warn font-medium' : 'bg-tint text-accent',
      )}
    >
      {cap === null ? number(used) : t('{used} of {cap}', { used: number(used), cap: number(cap) })}
      {full && <span className="block text-xs">{t('full')}</span>}
    </td>
  );
}
