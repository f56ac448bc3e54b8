import { dateOfDayNumber, dayNumber, dayNumberOf, weekdayIndexOf } from '../time/day-number.ts';
import type { LocalDate } from '../kernel/instant.ts';
import type { ReturnPhrases } from './return-phrases.ts';

/** A return further away than this is not believed, in days after the mail. */
const horizonDays = 180;

/** Reads dates as people write them in one language, relative to the day of the mail. */
export type DateReader = {
  /** The date that stands at `position`, and where it ends; undefined when none does or it is not believable. */
  dateAt(text: string, position: number): { date: LocalDate; end: number } | undefined;
  /** Where a day of the month that stands alone at `position` ends: the `2` of `2 au 14 décembre`. */
  dayAt(text: string, position: number): { day: number; end: number } | undefined;
};

/** Compiles the phrases of a language. The returned reader wants text in lower case without accents. */
export function dateReader(phrases: ReturnPhrases, mailDay: LocalDate): DateReader {
  const today = dayNumber(mailDay);
  const months = phrases.months.map((month) => `(${month})`).join('|');
  const lead = new RegExp(String.raw`[ :,(]*(?:(?:${phrases.filler})\b[ :,.]*)*`, 'y');
  const weekday = new RegExp(
    String.raw`(?:${phrases.weekdays.map((day) => `(${day})`).join('|')})\b[ ,.]*`,
    'y',
  );
  const tomorrow = new RegExp(String.raw`(?:${phrases.tomorrow})\b`, 'y');
  const iso = /(20\d\d)-(\d\d)-(\d\d)(?!\d)/y;
  const numeric =
    /(\d{1,2})([./-])(\d{1,2})(?:\2(20\d\d|\d\d)(?!\d)|\.)?(?![\d:]| ?(?:uhr|h|am|pm|a\.m|p\.m)\b)/y;
  const dayMonth = new RegExp(
    String.raw`(\d{1,2})(?:\.|st|nd|rd|th|er|º|°)? ?(?:of |de )?(?:${months})\b\.?(?:,? ?(?:de |del )?(20\d\d)(?!\d))?`,
    'y',
  );
  const monthDay = new RegExp(
    String.raw`(?:${months})\b\.? ?(\d{1,2})(?:st|nd|rd|th)?\b(?:,? (20\d\d)(?!\d))?`,
    'y',
  );
  const loneDay = /(\d{1,2})(?:\.|st|nd|rd|th|er|º|°)?(?![\d./:])/y;

  const believable = (day: number | undefined): LocalDate | undefined =>
    day !== undefined && day >= today && day <= today + horizonDays ? dateOfDayNumber(day) : undefined;

  /** Without a year: the next such day from the mail's on. */
  function resolve(day: number, month: number, year: string | undefined): LocalDate | undefined {
    if (year !== undefined)
      return believable(dayNumberIfReal(year.length === 2 ? 2000 + Number(year) : Number(year), month, day));
    const thisYear = Number(mailDay.slice(0, 4));
    return (
      believable(dayNumberIfReal(thisYear, month, day)) ??
      believable(dayNumberIfReal(thisYear + 1, month, day))
    );
  }

  function resolveNumeric(first: number, separator: string, second: number, year: string | undefined) {
    const dayFirst = resolve(first, second, year);
    const monthFirst = resolve(second, first, year);
    if (phrases.slashes === 'day-first' || separator === '.') return dayFirst;
    return monthFirst ?? dayFirst;
  }

  function writtenDate(text: string, position: number): { date: LocalDate; end: number } | undefined {
    const found = (end: number, date: LocalDate | undefined) =>
      date === undefined ? undefined : { date, end };
    const at = (pattern: RegExp) => matchAt(pattern, text, position);
    const isoMatch = at(iso);
    if (isoMatch) return found(iso.lastIndex, resolve(Number(isoMatch[3]), Number(isoMatch[2]), isoMatch[1]));
    const numbers = at(numeric);
    if (numbers) {
      const [, first, separator = '', second, year] = numbers;
      return found(numeric.lastIndex, resolveNumeric(Number(first), separator, Number(second), year));
    }
    const day = at(dayMonth);
    if (day) return found(dayMonth.lastIndex, resolve(Number(day[1]), monthOf(day.slice(2, 14)), day[14]));
    const month = at(monthDay);
    if (month)
      return found(monthDay.lastIndex, resolve(Number(month[13]), monthOf(month.slice(1, 13)), month[14]));
    return matchAt(tomorrow, text, position)
      ? found(tomorrow.lastIndex, dateOfDayNumber(today + 1))
      : undefined;
  }

  return {
    dateAt(text, position) {
      matchAt(lead, text, position);
      const start = lead.lastIndex;
      const named = matchAt(weekday, text, start);
      if (!named) return writtenDate(text, start);
      const afterName = weekday.lastIndex;
      matchAt(lead, text, afterName);
      const dated = writtenDate(text, lead.lastIndex);
      if (dated) return dated;
      const index = named.slice(1).findIndex((group: string | undefined) => group !== undefined);
      return { date: dateOfDayNumber(nextWeekday(today, index)), end: afterName };
    },
    dayAt(text, position) {
      matchAt(lead, text, position);
      const named = matchAt(weekday, text, lead.lastIndex);
      const match = matchAt(loneDay, text, named ? weekday.lastIndex : lead.lastIndex);
      return match ? { day: Number(match[1]), end: loneDay.lastIndex } : undefined;
    },
  };
}

/** Matches a sticky pattern at a position; its `lastIndex` is then the end of the match. */
function matchAt(pattern: RegExp, text: string, position: number): RegExpExecArray | null {
  pattern.lastIndex = position;
  return pattern.exec(text);
}

const monthOf = (groups: readonly (string | undefined)[]): number =>
  groups.findIndex((group) => group !== undefined) + 1;

/** The next day of that weekday (0 is Monday), never the day itself. */
const nextWeekday = (today: number, index: number): number =>
  today + (((index - weekdayIndexOf(today) + 6) % 7) + 1);

function dayNumberIfReal(year: number, month: number, day: number): number | undefined {
  if (month < 1 || month > 12) return undefined;
  const number = dayNumberOf(year, month, day);
  return dateOfDayNumber(number).endsWith(`-${String(day).padStart(2, '0')}`) ? number : undefined;
}
