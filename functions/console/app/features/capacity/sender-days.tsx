import { dayText } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { Select } from '../../ui/inputs.tsx';
import { classes } from '../../ui/class-names.ts';
import type { Sender } from './capacity-day.ts';
import { SenderFacts } from './capacity-grid.tsx';
import { DayCell } from './day-cell.tsx';

/** One sender's days one under the other, for narrow screens. */
export function SenderDays({
  senders,
  chosen,
  onChoose,
  today,
  nameOf,
  onOpen,
}: {
  senders: readonly Sender[];
  chosen: string | undefined;
  onChoose: (sender: string) => void;
  today: string;
  nameOf: (id: string) => string;
  onOpen: (sender: string, date: string) => void;
}) {
  const t = useT();
  const sender = senders.find(({ userId }) => userId === chosen) ?? senders[0];
  if (sender === undefined) return null;
  return (
    <div className="grid gap-3 md:hidden">
      <Select
        label={t('Sender')}
        value={sender.userId}
        onChange={onChoose}
        options={senders.map(({ userId, name }) => ({ value: userId, label: name }))}
      />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <SenderFacts sender={sender} />
      </div>
      <ul className="border-line bg-paper divide-line divide-y rounded-lg border">
        {sender.days.map((day) => (
          <li
            key={day.date}
            aria-current={day.date === today ? 'date' : undefined}
            className={classes(
              'grid grid-cols-[5.5rem_1fr] items-start gap-2 p-2',
              day.date === today && 'bg-tint/50',
            )}
          >
            <span className={classes('p-2 text-sm', day.date === today && 'text-accent font-medium')}>
              {dayText(day.date)}
            </span>
            <DayCell
              sender={sender}
              day={day}
              small={false}
              nameOf={nameOf}
              onOpen={() => onOpen(sender.userId, day.date)}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
