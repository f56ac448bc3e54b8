import { dayText, listing } from '../../i18n/format.ts';
import { msg, type Message, type Say } from '../../i18n/i18n.ts';
import type { Step, Unit, Weekday } from './types.ts';

/** The days of the week, each with a day of the calendar that fell on it. */
const dayOfEach: Record<Weekday, string> = {
  monday: '2024-01-01',
  tuesday: '2024-01-02',
  wednesday: '2024-01-03',
  thursday: '2024-01-04',
  friday: '2024-01-05',
  saturday: '2024-01-06',
  sunday: '2024-01-07',
};
export const weekdays = Object.keys(dayOfEach) as Weekday[];

/** A day of the week in the language of the reader. */
export const weekdayName = (day: Weekday): string => dayText(dayOfEach[day], 'weekday');

const afterEnrolment: Record<Unit, Message> = {
  minutes: msg('{count, plural, one {# minute} other {# minutes}} after enrolment'),
  hours: msg('{count, plural, one {# hour} other {# hours}} after enrolment'),
  days: msg('{count, plural, one {# day} other {# days}} after enrolment'),
  'working-days': msg('{count, plural, one {# working day} other {# working days}} after enrolment'),
};
const later: Record<Unit, Message> = {
  minutes: msg('{count, plural, one {# minute} other {# minutes}} later'),
  hours: msg('{count, plural, one {# hour} other {# hours}} later'),
  days: msg('{count, plural, one {# day} other {# days}} later'),
  'working-days': msg('{count, plural, one {# working day} other {# working days}} later'),
};

/** When a step comes, in words: `3 working days later, at 10:30, on Monday and Tuesday only`. */
export function waitWords(t: Say, { wait, at, weekdays: only }: Step, isFirst: boolean): string {
  const { amount: count, unit } = wait;
  const none = isFirst ? t('At once') : t('Right after the step before');
  const base = count === 0 ? none : t((isFirst ? afterEnrolment : later)[unit], { count });
  const timed = at === undefined || at === '' ? base : t('{wait}, at {time}', { wait: base, time: at });
  if (only === undefined) return timed;
  const days = listing(weekdays.filter((day) => only.includes(day)).map(weekdayName));
  return t('{wait}, on {days} only', { wait: timed, days });
}
