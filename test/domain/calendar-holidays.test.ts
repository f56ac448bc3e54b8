import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { InvalidLocalDateError } from '#shared/domain/time/day-number.ts';
import { holidayYears } from '#shared/domain/scheduling/holidays/public-holidays.ts';
import {
  holidayDates,
  isHoliday,
  supportedCountries,
  UnsupportedCountryError,
} from '#shared/domain/scheduling/holidays.ts';
import { plusDays } from '#shared/domain/time/zones.ts';
import { day } from '../support/at.ts';

describe('public holidays (F7)', () => {
  test('France has its eleven days', () => {
    assert.deepEqual(holidayDates('FR', 2027), [
      '2027-01-01',
      '2027-03-29',
      '2027-05-01',
      '2027-05-06',
      '2027-05-08',
      '2027-05-17',
      '2027-07-14',
      '2027-08-15',
      '2027-11-01',
      '2027-11-11',
      '2027-12-25',
    ]);
  });

  const known: [country: string, date: string, what: string][] = [
    ['RO', '2026-04-13', 'Orthodox Easter Monday'],
    ['RO', '2026-12-01', 'Great Union Day'],
    ['DE', '2026-10-03', 'German Unity'],
    ['GB', '2026-08-31', 'summer bank holiday'],
    ['GB', '2026-12-28', 'Boxing Day, moved from a Saturday'],
    ['US', '2026-07-03', 'Independence Day, moved from a Saturday'],
    ['US', '2027-12-31', 'New Year, moved into the year before'],
    ['US', '2026-11-26', 'Thanksgiving'],
    ['NL', '2031-04-26', "King's Day, moved from a Sunday"],
    ['LU', '2026-06-23', 'National Day'],
    ['MA', '2026-07-30', 'Throne Day'],
  ];
  for (const [country, date, what] of known)
    test(`${date} in ${country}: ${what}`, () =>
      assert.equal(isHoliday(day(date), { country, extra: [] }), true));

  test('an ordinary day is none', () => {
    for (const country of supportedCountries)
      assert.equal(isHoliday(day('2026-11-24'), { country, extra: [] }), false);
  });

  test('without a country only own days count', () => {
    const own = { country: null, extra: [day('2026-12-24')] };
    assert.equal(isHoliday(day('2026-12-24'), own), true);
    assert.equal(isHoliday(day('2026-12-25'), own), false);
    assert.equal(isHoliday(day('2026-12-25'), { country: 'FR', extra: [day('2026-12-24')] }), true);
  });

  test('an unknown country is an error, never a year without holidays', () => {
    assert.throws(() => holidayDates('XX', 2026), UnsupportedCountryError);
    assert.throws(
      () => isHoliday(day('2026-12-25'), { country: 'constructor', extra: [] }),
      UnsupportedCountryError,
    );
  });

  test('a date that does not exist is an error', () =>
    assert.throws(() => isHoliday(day('2026-02-30'), { country: 'FR', extra: [] }), InvalidLocalDateError));

  test('every country has New Year and Christmas or Throne Day, sorted and once, in every year', () => {
    for (const country of supportedCountries)
      for (let year = holidayYears.first; year <= holidayYears.last; year += 1) {
        const dates = holidayDates(country, year);
        assert.equal(dates[0], `${year}-01-01`);
        assert.ok(dates.includes(day(`${year}-${country === 'MA' ? '07-30' : '12-25'}`)));
        assert.deepEqual(dates, [...new Set(dates)].sort());
        assert.ok(dates.every((date) => plusDays(date, 0) === date));
      }
  });

  test('years without data have none', () => assert.deepEqual(holidayDates('FR', holidayYears.last + 1), []));
});
