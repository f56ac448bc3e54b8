import test from 'node:test';
import assert from 'node:assert/strict';
import { holidayCountries } from '#functions/console/app/features/settings/holiday-countries.ts';
import { supportedCountries } from '#shared/domain/scheduling/holidays.ts';

test('F7: the console offers every country whose public holidays are known, and no other', () => {
  assert.deepEqual(holidayCountries, supportedCountries);
});
