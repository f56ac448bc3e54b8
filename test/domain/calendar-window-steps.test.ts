import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isAllowed, nextAllowed, windowsOfDay, type WindowRules } from '#shared/domain/scheduling/windows.ts';
import { check, effective, everyDay, hours, quiet, reasons, rules } from './calendar-window-cases.ts';
import { plusDays } from '#shared/domain/time/zones.ts';
import { at, day } from '#test/support/at.ts';

describe('the hour from which a step may run, and its days (D3)', () => {
  check([
    ['before it moves to it', '2026-11-23T08:30', rules({ notBefore: '10:00' }), 'hour 2026-11-23T09:00'],
    ['after it nothing moves', '2026-11-23T15:00', rules({ notBefore: '10:00' })],
    [
      'on another day it holds again',
      '2026-11-23T17:30',
      rules({ notBefore: '10:00' }),
      'hours 2026-11-24T08:00',
      'hour 2026-11-24T09:00',
    ],
    [
      'in a break it moves on to the next opening',
      '2026-11-23T09:00',
      rules({ notBefore: '13:00' }),
      'hour 2026-11-23T12:00',
      'hours 2026-11-23T13:00',
    ],
    ['past the last closing it does not count', '2026-11-23T08:30', rules({ notBefore: '18:00' })],
    [
      'past the last closing, another day starts at its opening',
      '2026-11-23T17:30',
      rules({ notBefore: '20:00' }),
      'hours 2026-11-24T08:00',
    ],
    [
      'nor does it where quiet hours last from it on',
      '2026-11-23T09:00',
      rules({ notBefore: '14:00', quiet: quiet('13:00', '19:00') }),
    ],
    [
      'on a day off it is taken on the next open day',
      '2026-11-28T09:30',
      rules({ notBefore: '10:30' }),
      'days 2026-11-30T08:00',
      'hour 2026-11-30T09:30',
    ],
    [
      'on a public holiday too',
      '2027-03-29T08:30',
      rules({ notBefore: '10:30' }),
      'holidays 2027-03-30T07:00',
      'hour 2027-03-30T08:30',
    ],
    [
      'on a day off before the opening of all days, it is that opening',
      '2026-11-28T05:00',
      rules({ notBefore: '06:00' }),
      'days 2026-11-30T08:00',
    ],
    [
      'on a day off in the break of all days, it is the opening after it',
      '2026-11-28T12:00',
      rules({ notBefore: '13:00' }),
      'days 2026-11-30T08:00',
      'hour 2026-11-30T12:00',
      'hours 2026-11-30T13:00',
    ],
    [
      'on a Friday past the last closing, it is the opening of Monday',
      '2026-11-27T19:00',
      rules({ notBefore: '20:00' }),
      'hours 2026-11-28T08:00',
      'days 2026-11-30T08:00',
    ],
    [
      'the days of a step are named before the working days',
      '2026-11-18T10:00',
      rules({ weekdays: ['tuesday'] }),
      'weekdays 2026-11-24T08:00',
    ],
    [
      'a holiday on the only day waits a week more',
      '2027-03-23T10:00',
      rules({ weekdays: ['monday'] }),
      'weekdays 2027-03-29T07:00',
      'holidays 2027-03-30T07:00',
      'weekdays 2027-04-05T07:00',
    ],
    [
      'weekend only, where weekends are worked',
      '2026-11-23T10:00',
      rules({ ...everyDay, weekdays: ['saturday', 'sunday'] }),
      'weekdays 2026-11-28T08:00',
    ],
  ]);
});

describe('rules that allow nothing say which they are', () => {
  const cases: [rule: string, rules: WindowRules, ...because: string[]][] = [
    ['step days outside the working days', rules({ weekdays: ['sunday'] }), 'weekdays', 'days'],
    ['no step day at all', rules({ weekdays: [] }), 'weekdays'],
    ['no working day at all', rules({ workingDays: effective<'workingDays'>([]) }), 'days'],
    ['no working hour at all', rules({ workingHours: hours() }), 'hours'],
    ['quiet all day', rules({ quiet: quiet('00:00', '24:00') }), 'quiet'],
    ['quiet through all working hours', rules({ quiet: quiet('08:00', '19:00') }), 'hours', 'quiet'],
  ];
  for (const [rule, given, ...because] of cases)
    test(rule, () => {
      const expected = { kind: 'never', because: because.map((reason) => reasons[reason]) };
      assert.deepEqual(nextAllowed(at('2026-11-23T09:00:00.000Z'), given), expected);
      assert.equal(isAllowed(at('2026-11-23T09:00:00.000Z'), given), false);
      assert.deepEqual(windowsOfDay(day('2026-11-23'), given), []);
    });

  test('own days on every working day of a year', () => {
    const mondays = Array.from({ length: 70 }, (_, week) => plusDays(day('2026-11-23'), 7 * week));
    const given = rules({
      weekdays: ['monday'],
      holidays: effective<'holidays'>({ country: null, extra: mondays }),
    });
    assert.deepEqual(nextAllowed(at('2026-11-23T09:00:00.000Z'), given), {
      kind: 'never',
      because: [reasons['weekdays'], reasons['holidays']],
    });
  });
});
