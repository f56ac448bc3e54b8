import type { ItemOf } from '../../api/operations.ts';
import { dayText } from '../../i18n/format.ts';
import type { Say } from '../../i18n/i18n.ts';

export type Sender = ItemOf<'GET /v1/capacity'>;
export type Day = Sender['days'][number];

/** How much of the cap is taken, of 1; undefined: there is none, or nothing can go anyway. */
export function fullness({ sent = 0, planned = 0, left }: Day): number | undefined {
  if (left === undefined) return undefined;
  const cap = sent + planned + left;
  return cap === 0 ? undefined : (sent + planned) / cap;
}

/** Whether nothing goes out on the day. */
export const isShut = (day: Day): boolean => day.windows.length === 0;

/** The spans of a day in which something may go, on the clock of its sender, as settings write them: `09:00–12:30`. */
export function hoursOf({ windows }: Day, zone: string): string[] {
  const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: zone });
  const time = (instant: string): string => clock.format(new Date(instant));
  return windows.map(({ from, to }) => `${time(from)}–${time(to)}`);
}

/** Why nothing goes out on the day, in a word or two; undefined: something may. */
export function shutText(day: Day, t: Say, nameOf: (id: string) => string): string | undefined {
  const { absence, holiday } = day;
  if (absence)
    return absence.standIn === null
      ? t('Away')
      : t('Away, {name} stands in', { name: nameOf(absence.standIn) });
  if (holiday) return holiday.name ?? t('Day off');
  return isShut(day) ? t('No working day') : undefined;
}

/** Everything about a day, for who cannot see the bar. */
export function dayWords(sender: Sender, day: Day, t: Say, nameOf: (id: string) => string): string {
  const { sent, planned, left, waiting } = day;
  return [
    sender.name,
    dayText(day.date),
    shutText(day, t, nameOf),
    sent !== undefined && t('{count} sent', { count: sent }),
    planned !== undefined && t('{count} planned', { count: planned }),
    left !== undefined && t('{count} left', { count: left }),
    waiting > 0 && t('{count} waiting', { count: waiting }),
  ]
    .filter(Boolean)
    .join(', ');
}
