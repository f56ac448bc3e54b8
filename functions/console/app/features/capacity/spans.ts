import { dayAfter } from '../../i18n/format.ts';

/** How many days are shown at once. */
export type Span = 'week' | 'month';

const weekdayOf = (day: string): number => (new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7;

/** The Monday of a day's week, or the first of its month. */
export const startOf = (day: string, span: Span): string =>
  span === 'week' ? dayAfter(day, -weekdayOf(day)) : `${day.slice(0, 7)}-01`;

/** How many days a span has that begins on a day. */
export const daysOf = (start: string, span: Span): number =>
  span === 'week' ? 7 : Number(dayAfter(startOf(dayAfter(start, 31), 'month'), -1).slice(8));

/** The beginning of the span before (-1) or after (1). */
export function moved(start: string, span: Span, by: -1 | 1): string {
  if (by === 1) return dayAfter(start, daysOf(start, span));
  return startOf(dayAfter(start, span === 'week' ? -7 : -1), span);
}

/** Saturday or Sunday. */
export const isWeekend = (day: string): boolean => weekdayOf(day) > 4;
