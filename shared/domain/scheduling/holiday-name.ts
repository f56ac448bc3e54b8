import type { LocalDate } from '../kernel/instant.ts';
import { publicHolidayNames } from './holidays/holiday-names.ts';

/** By country, the names of its days: `MM-DD` of every year, `YYYY-MM-DD` of one. Made when first asked for. */
const namesByDay = new Map<string, ReadonlyMap<string, string>>();

/** What a country calls the public holiday of a date, in its own language (F7); undefined: it has none then. */
export function holidayName(date: LocalDate, country: string): string | undefined {
  const names = namesByDay.get(country) ?? namesOf(country);
  namesByDay.set(country, names);
  return names.get(date) ?? names.get(date.slice('2027-'.length));
}

function namesOf(country: string): ReadonlyMap<string, string> {
  const known = Object.hasOwn(publicHolidayNames, country) ? publicHolidayNames[country] : undefined;
  return new Map(
    Object.entries(known ?? {}).flatMap(([name, days]) => days.split(' ').map((day) => [day, name] as const)),
  );
}
