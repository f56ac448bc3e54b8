import type { LocalDate } from '../kernel/instant.ts';
import type { Settings } from '../settings/settings.ts';
import { dayNumber, toLocalDate } from '../time/day-number.ts';
import { holidayYears, publicHolidays } from './holidays/public-holidays.ts';

/** A country whose public holidays are not in the data. */
export class UnsupportedCountryError extends RangeError {
  override readonly name = 'UnsupportedCountryError';
}

/** Countries whose public holidays are known, ISO 3166, sorted. For years outside `holidayYears` none are known. */
export const supportedCountries: readonly string[] = Object.keys(publicHolidays).sort();

const daysOfCountry = new Map<string, ReadonlySet<number>>();
const extraDays = new WeakMap<Settings['holidays'], ReadonlySet<number>>();

/** Public holidays of a country in a year, sorted (F7); none for a year without data. Throws UnsupportedCountryError. */
export function holidayDates(country: string, year: number): LocalDate[] {
  const known = Object.hasOwn(publicHolidays, country) ? publicHolidays[country] : undefined;
  if (!known) throw new UnsupportedCountryError(`No public holidays known for ${JSON.stringify(country)}`);
  const ofYear = known.ofYear[year];
  if (ofYear === undefined) return [];
  return [known.everyYear, ofYear]
    .flatMap((days) => days.split(' '))
    .filter((day) => day !== '')
    .map((day) => toLocalDate(`${year}-${day}`))
    .sort();
}

/**
 * Whether a date is a public holiday of the setting's country or one of its own days (F7). A setting is read once
 * per object: replace it, never change it. Throws UnsupportedCountryError.
 */
export function isHoliday(date: LocalDate, setting: Settings['holidays']): boolean {
  return isHolidayNumber(dayNumber(date), setting);
}

/** `isHoliday` of a day number. */
export function isHolidayNumber(day: number, setting: Settings['holidays']): boolean {
  if (setting.country !== null && countryDays(setting.country).has(day)) return true;
  return setting.extra.length > 0 && ownDays(setting).has(day);
}

function countryDays(country: string): ReadonlySet<number> {
  const known = daysOfCountry.get(country);
  if (known) return known;
  const years = Array.from(
    { length: holidayYears.last - holidayYears.first + 1 },
    (_, n) => holidayYears.first + n,
  );
  const days = new Set(years.flatMap((year) => holidayDates(country, year)).map(dayNumber));
  daysOfCountry.set(country, days);
  return days;
}

function ownDays(setting: Settings['holidays']): ReadonlySet<number> {
  const known = extraDays.get(setting);
  if (known) return known;
  const days = new Set(setting.extra.map(dayNumber));
  extraDays.set(setting, days);
  return days;
}
