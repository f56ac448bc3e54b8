import { number, percent } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { classes } from '../../ui/class-names.ts';
import { Badge } from '../../ui/notice.tsx';
import { dayWords, fullness, hoursOf, isShut, shutText, type Day, type Sender } from './capacity-day.ts';
import { FillBar } from './fill-bar.tsx';

/** A day of a sender; pressing it tells who is planned. `small`: a month is shown, and there is room for a number alone. */
export function DayCell({
  sender,
  day,
  small,
  nameOf,
  onOpen,
}: {
  sender: Sender;
  day: Day;
  small: boolean;
  nameOf: (id: string) => string;
  onOpen: () => void;
}) {
  const t = useT();
  const { sent = 0, planned = 0, left, waiting } = day;
  const full = fullness(day);
  const shut = shutText(day, t, nameOf);
  const isCounted = day.sent !== undefined;
  return (
    <button
      type="button"
      onClick={onOpen}
      title={small ? dayWords(sender, day, t, nameOf) : undefined}
      aria-label={dayWords(sender, day, t, nameOf)}
      className={classes(
        'hover:bg-raised grid h-full w-full content-start gap-1 rounded text-left tabular-nums',
        small ? 'min-h-9 min-w-6.5 px-0.5 py-1' : 'min-h-24 p-2',
        isShut(day) && 'bg-raised/60 text-soft',
      )}
    >
      {left !== undefined && !isShut(day) && <FillBar sent={sent} planned={planned} left={left} />}
      {small ? (
        <SmallFigures day={day} full={full} />
      ) : (
        <>
          {full !== undefined && !isShut(day) && (
            <span className="flex justify-between gap-2 text-sm">
              <span className="font-medium">{percent(Math.round(full * 100) / 100)}</span>
              <span className="text-soft">{t('{left} left', { left: number(left ?? 0) })}</span>
            </span>
          )}
          {shut !== undefined && <span className="text-sm [overflow-wrap:anywhere]">{shut}</span>}
          {isCounted && sent + planned > 0 && (
            <span className="text-sm">
              {t('{sent} sent · {planned} planned', { sent: number(sent), planned: number(planned) })}
            </span>
          )}
          {!isCounted && !isShut(day) && <span className="text-soft text-sm">{t('No limit')}</span>}
          {waiting > 0 && (
            <span>
              <Badge tone="warn">{t('{count} waiting', { count: number(waiting) })}</Badge>
            </span>
          )}
          {!isShut(day) && (
            <span className="text-soft text-xs">
              {hoursOf(day, sender.zone).map((span) => (
                <span key={span} className="block">
                  {span}
                </span>
              ))}
            </span>
          )}
        </>
      )}
    </button>
  );
}

function SmallFigures({ day, full }: { day: Day; full: number | undefined }) {
  const { sent = 0, planned = 0, waiting } = day;
  if (isShut(day) && sent + planned + waiting === 0) return <span className="text-center text-xs">–</span>;
  return (
    <span
      className={classes(
        'text-center text-xs',
        full === 1 && 'text-warn font-medium',
        full === 0 && 'text-soft',
      )}
    >
      {number(sent + planned)}
      {waiting > 0 && <span className="text-warn block font-medium">+{number(waiting)}</span>}
    </span>
  );
}
