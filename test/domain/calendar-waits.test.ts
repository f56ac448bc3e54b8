import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { isHoliday } from '#shared/domain/scheduling/holidays.ts';
import { fromEpochMs, secondsBetween } from '#shared/domain/time/instants.ts';
import { NoWorkingDayError, plusWait, type WaitRules } from '#shared/domain/scheduling/waits.ts';
import { localDate, plusDays, weekdayOf } from '#shared/domain/time/zones.ts';
import type { Wait } from '#shared/domain/sequences/step.ts';
import { at, zoneNamed } from '#test/support/at.ts';

const paris: WaitRules = {
  zone: zoneNamed('Europe/Paris'),
  workingDays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
  isHoliday: (date) => isHoliday(date, { country: 'FR', extra: [] }),
};

describe('waits', () => {
  const cases: [rule: string, from: string, wait: Wait, zone: string, to: string][] = [
    [
      'minutes are elapsed time, over a change to summer time',
      '2027-03-28T00:50:00.000Z',
      { amount: 20, unit: 'minutes' },
      'Europe/Paris',
      '2027-03-28T01:10:00.000Z',
    ],
    [
      'hours are elapsed time, over a change to winter time',
      '2026-10-24T22:00:00.000Z',
      { amount: 24, unit: 'hours' },
      'Europe/Paris',
      '2026-10-25T22:00:00.000Z',
    ],
    [
      'one day is 24 h on an ordinary day, to the millisecond',
      '2026-11-23T08:00:12.345Z',
      { amount: 1, unit: 'days' },
      'Europe/Paris',
      '2026-11-24T08:00:12.345Z',
    ],
    [
      'a day keeps the wall clock over a change to summer time: 23 h',
      '2027-03-27T08:00:00.000Z',
      { amount: 1, unit: 'days' },
      'Europe/Paris',
      '2027-03-28T07:00:00.000Z',
    ],
    [
      'a day keeps the wall clock over a change to winter time: 25 h',
      '2026-10-24T08:00:00.000Z',
      { amount: 1, unit: 'days' },
      'Europe/Paris',
      '2026-10-25T09:00:00.000Z',
    ],
    [
      'a day that ends in a skipped hour ends with the gap',
      '2027-03-27T01:30:00.000Z',
      { amount: 1, unit: 'days' },
      'Europe/Paris',
      '2027-03-28T01:00:00.000Z',
    ],
    [
      'a day that ends in a repeated hour ends in the first',
      '2026-10-24T00:30:00.000Z',
      { amount: 1, unit: 'days' },
      'Europe/Paris',
      '2026-10-25T00:30:00.000Z',
    ],
    [
      'half-hour changes count as such',
      '2026-10-03T00:00:00.000Z',
      { amount: 1, unit: 'days' },
      'Australia/Lord_Howe',
      '2026-10-03T23:30:00.000Z',
    ],
    [
      'no wait in a repeated hour stays in the second',
      '2026-10-25T01:30:00.000Z',
      { amount: 0, unit: 'days' },
      'Europe/Paris',
      '2026-10-25T01:30:00.000Z',
    ],
    [
      'days go over the leap day',
      '2028-02-28T08:00:00.000Z',
      { amount: 2, unit: 'days' },
      'Asia/Kathmandu',
      '2028-03-01T08:00:00.000Z',
    ],
    [
      'working days skip the weekend',
      '2026-11-20T14:00:00.000Z',
      { amount: 1, unit: 'working-days' },
      'Europe/Paris',
      '2026-11-23T14:00:00.000Z',
    ],
    [
      'from a Saturday, the first working day is Monday',
      '2026-11-21T14:00:00.000Z',
      { amount: 1, unit: 'working-days' },
      'Europe/Paris',
      '2026-11-23T14:00:00.000Z',
    ],
    [
      'five working days are a week',
      '2026-11-18T14:00:00.000Z',
      { amount: 5, unit: 'working-days' },
      'Europe/Paris',
      '2026-11-25T14:00:00.000Z',
    ],
    [
      'working days skip holidays and the year end',
      '2026-12-23T09:00:00.000Z',
      { amount: 6, unit: 'working-days' },
      'Europe/Paris',
      '2027-01-04T09:00:00.000Z',
    ],
    [
      'working days keep the wall clock over a change of offset',
      '2027-03-25T08:00:00.000Z',
      { amount: 2, unit: 'working-days' },
      'Europe/Paris',
      '2027-03-30T07:00:00.000Z',
    ],
    [
      'working days are those of the zone: late Friday in London is Saturday in Kolkata',
      '2026-11-20T20:00:00.000Z',
      { amount: 1, unit: 'working-days' },
      'Asia/Kolkata',
      '2026-11-22T20:00:00.000Z',
    ],
  ];
  for (const [rule, from, wait, zone, to] of cases)
    test(`D3: ${rule}`, () =>
      assert.equal(plusWait(at(from), wait, { ...paris, zone: zoneNamed(zone) }), at(to)));

  test('D3: without a working day, a wait in working days is an error', () => {
    const never = { ...paris, isHoliday: () => true };
    const wait = { amount: 1, unit: 'working-days' } as const;
    assert.throws(() => plusWait(at('2026-11-20T14:00:00.000Z'), wait, never), NoWorkingDayError);
    assert.throws(
      () => plusWait(at('2026-11-20T14:00:00.000Z'), wait, { ...paris, workingDays: [] }),
      NoWorkingDayError,
    );
  });

  test('D3: never go back, and end on the day that they name', () => {
    const moments = fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2032, 0, 1) });
    const zones = fc.constantFrom(
      ...['Europe/Paris', 'America/Santiago', 'Australia/Lord_Howe', 'Asia/Kathmandu'].map(zoneNamed),
    );
    fc.assert(
      fc.property(moments, zones, fc.integer({ min: 1, max: 40 }), (ms, zone, amount) => {
        const from = fromEpochMs(ms);
        const rules = { ...paris, zone };
        assert.equal(
          localDate(plusWait(from, { amount, unit: 'days' }, rules), zone),
          plusDays(localDate(from, zone), amount),
        );
        const to = plusWait(from, { amount, unit: 'working-days' }, rules);
        assert.ok(secondsBetween(from, to) > 0);
        let counted = 0;
        for (let date = localDate(from, zone); date < localDate(to, zone);) {
          date = plusDays(date, 1);
          if (rules.workingDays.includes(weekdayOf(date)) && !rules.isHoliday(date)) counted += 1;
        }
        assert.equal(counted, amount);
      }),
    );
  });
});
