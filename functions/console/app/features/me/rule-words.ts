import type { Answer } from '../../api/operations.ts';
import { dayText, listing, number } from '../../i18n/format.ts';
import type { Say } from '../../i18n/i18n.ts';

type Settings = Answer<'GET /v1/users/{id}/settings'>;
type Weekday = Settings['workingDays']['value'][number];

/** A day of each name, in the order of the week: 4 January 2027 is a Monday. */
const weekdays: Record<Weekday, number> = {
  monday: 4,
  tuesday: 5,
  wednesday: 6,
  thursday: 7,
  friday: 8,
  saturday: 9,
  sunday: 10,
};

/** Days of the week by name, in their order; three or more in a row by the first and the last. */
export function daysText(days: readonly Weekday[], t: Say): string {
  const chosen = (Object.keys(weekdays) as Weekday[]).filter((day) => days.includes(day));
  const names = chosen.map((day) => dayText(`2027-01-${String(weekdays[day]).padStart(2, '0')}`, 'weekday'));
  const [first, last] = [chosen[0], chosen.at(-1)];
  const isRow =
    first !== undefined && last !== undefined && weekdays[last] - weekdays[first] === chosen.length - 1;
  return isRow && chosen.length > 2
    ? t('{from} to {to}', { from: names[0] ?? '', to: names.at(-1) ?? '' })
    : listing(names);
}

export const hoursText = (hours: Settings['workingHours']['value']): string =>
  hours.map(({ from, to }) => `${from}–${to}`).join(', ');

export const countryName = (code: string, locale: string): string =>
  new Intl.DisplayNames(locale, { type: 'region' }).of(code) ?? code;

export const capText = (cap: number | null, t: Say): string =>
  cap === null ? t('No limit') : t('{count} at most', { count: number(cap) });

/** The pause between two automated mails, in words. */
export function delayText(delay: Settings['mailDelay']['value'], t: Say): string {
  switch (delay.kind) {
    case 'none':
      return t('No pause');
    case 'fixed':
      return t('{seconds, plural, one {# second} other {# seconds}}', { seconds: delay.seconds });
    case 'random':
      return t('{least} to {most} seconds, at random', {
        least: number(delay.minSeconds),
        most: number(delay.maxSeconds),
      });
  }
}
