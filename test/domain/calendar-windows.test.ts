import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inQuietHours, type QuietHours } from '#shared/domain/calendar/quiet-hours.ts';
import {
  isAllowed,
  nextAllowed,
  onceDue,
  windowsOfDay,
  type WindowRules,
} from '#shared/domain/calendar/windows.ts';
import type { Because } from '#shared/domain/kernel/because.ts';
import type { Effective, SettingName, Settings } from '#shared/domain/settings/settings.ts';

const source = { level: 'group', id: 'sales' } as const;
const effective = <Name extends SettingName>(value: Settings[Name]): Effective<Name> => ({ value, source });
const rules = (others: Partial<WindowRules> = {}): WindowRules => ({
  zone: 'Europe/Paris',
  workingDays: effective<'workingDays'>(['monday', 'tuesday', 'wednesday', 'thursday', 'friday']),
  workingHours: effective<'workingHours'>([
    { from: '09:00', to: '12:30' },
    { from: '14:00', to: '18:00' },
  ]),
  holidays: effective<'holidays'>({ country: 'FR', extra: [] }),
  ...others,
});
const hours = (...intervals: [from: string, to: string][]) =>
  effective<'workingHours'>(intervals.map(([from, to]) => ({ from, to })));
const everyDay = {
  workingDays: effective<'workingDays'>([
    'monday',
    'tuesday',
    'wednesday',
    'thursday',
    'friday',
    'saturday',
    'sunday',
  ]),
};
const quiet = (
  from: string,
  to: string,
  zone = 'Europe/Paris',
  policy: 'drop' | 'defer' = 'defer',
): QuietHours => ({
  zone,
  hours: effective<'smsQuietHours'>({ from, to, policy }),
});

const setting = (name: SettingName): Because => ({ kind: 'setting', setting: name, source });
const reasons: Record<string, Because> = {
  days: setting('workingDays'),
  hours: setting('workingHours'),
  holidays: setting('holidays'),
  quiet: setting('smsQuietHours'),
  hour: { kind: 'step', rule: 'hour' },
  weekdays: { kind: 'step', rule: 'weekdays' },
  gap: { kind: 'calendar', rule: 'dst-gap' },
};
/** `hours 2026-11-23T08:00` for each push, in order. */
const moved = (...pushes: string[]) =>
  pushes.map((push) => {
    const [reason = '', to = ''] = push.split(' ');
    return { to: `${to}:00.000Z`, because: reasons[reason] };
  });

type Case = [rule: string, from: string, rules: WindowRules, ...pushes: string[]];
function check(cases: Case[]): void {
  for (const [rule, from, given, ...pushes] of cases)
    test(rule, () => {
      const start = `${from}:00.000Z`;
      const moves = moved(...pushes);
      const at = moves.at(-1)?.to ?? start;
      assert.deepEqual(nextAllowed(start, given), { kind: 'allowed', at, moves });
      assert.equal(isAllowed(start, given), moves.length === 0);
      assert.equal(isAllowed(at, given), true);
    });
}

describe('working days, hours and holidays (A1, A2, F7)', () => {
  check([
    ['inside the hours nothing moves', '2026-11-23T09:00', rules()],
    ['the opening minute is inside', '2026-11-23T08:00', rules()],
    ['before the opening moves to it', '2026-11-23T05:00', rules(), 'hours 2026-11-23T08:00'],
    ['the closing minute is outside', '2026-11-23T11:30', rules(), 'hours 2026-11-23T13:00'],
    ['after the last interval moves to the next day', '2026-11-23T17:00', rules(), 'hours 2026-11-24T08:00'],
    ['a Saturday moves to Monday', '2026-11-21T10:00', rules(), 'days 2026-11-23T08:00'],
    [
      'Friday evening meets the hours, then the weekend',
      '2026-11-20T18:00',
      rules(),
      'hours 2026-11-21T08:00',
      'days 2026-11-23T08:00',
    ],
    [
      'each rule that pushes is named once, in order',
      '2026-12-24T17:30',
      rules(),
      'hours 2026-12-25T08:00',
      'holidays 2026-12-26T08:00',
      'days 2026-12-28T08:00',
    ],
    [
      'own days close as public ones do',
      '2026-11-24T10:00',
      rules({ holidays: effective<'holidays'>({ country: null, extra: ['2026-11-24', '2026-11-25'] }) }),
      'holidays 2026-11-26T08:00',
    ],
    [
      'over the year end',
      '2026-12-31T17:00',
      rules(),
      'hours 2027-01-01T08:00',
      'holidays 2027-01-02T08:00',
      'days 2027-01-04T08:00',
    ],
    ['the leap day is a day', '2028-02-28T17:00', rules(), 'hours 2028-02-29T08:00'],
    [
      'days are those of the zone: Sunday evening in Paris is Monday in Kolkata',
      '2026-11-22T20:00',
      rules({ zone: 'Asia/Kolkata' }),
      'hours 2026-11-23T03:30',
    ],
    [
      'zones off the hour open off the hour',
      '2026-11-23T00:00',
      rules({ zone: 'Asia/Kathmandu' }),
      'hours 2026-11-23T03:15',
    ],
    [
      'an interval to 24:00 lasts until midnight',
      '2026-11-23T22:59',
      rules({ workingHours: hours(['20:00', '24:00']) }),
    ],
  ]);
});

describe('changes of offset (A2, pinned)', () => {
  check([
    [
      'an opening that the zone skips moves to the end of the gap',
      '2027-03-27T20:00',
      rules({ ...everyDay, workingHours: hours(['02:30', '06:00']) }),
      'hours 2027-03-28T01:00',
      'gap 2027-03-28T01:00',
    ],
    [
      'an interval that the zone skips whole is not there that day',
      '2027-03-27T20:00',
      rules({ ...everyDay, workingHours: hours(['02:10', '02:50'], ['23:00', '23:30']) }),
      'hours 2027-03-27T22:00',
    ],
    [
      'an opening that comes twice is the first',
      '2026-10-24T20:00',
      rules({ ...everyDay, workingHours: hours(['02:30', '06:00']) }),
      'hours 2026-10-25T00:30',
    ],
    [
      'an interval that holds the repeated hour stays open through it',
      '2026-10-25T01:10',
      rules({ ...everyDay, workingHours: hours(['02:30', '06:00']) }),
    ],
    [
      'a closing that comes twice is the first',
      '2026-10-25T01:10',
      rules({ ...everyDay, workingHours: hours(['01:00', '02:30']) }),
      'hours 2026-10-26T00:00',
    ],
    [
      'hours keep the wall clock over the change',
      '2026-10-24T20:00',
      rules(everyDay),
      'hours 2026-10-25T08:00',
    ],
    [
      'New York: hours keep the wall clock',
      '2027-03-14T03:00',
      rules({ ...everyDay, zone: 'America/New_York' }),
      'hours 2027-03-14T13:00',
    ],
    [
      'Lord Howe: half an hour is skipped',
      '2026-10-03T10:00',
      rules({ ...everyDay, zone: 'Australia/Lord_Howe', workingHours: hours(['02:10', '05:00']) }),
      'hours 2026-10-03T15:30',
      'gap 2026-10-03T15:30',
    ],
    [
      'Santiago: a day without midnight opens when it begins',
      '2026-09-06T03:30',
      rules({
        ...everyDay,
        zone: 'America/Santiago',
        workingHours: hours(['00:00', '02:00']),
        holidays: effective<'holidays'>({ country: null, extra: ['2026-09-05'] }),
      }),
      'holidays 2026-09-06T04:00',
      'gap 2026-09-06T04:00',
    ],
    [
      'Cairo: an interval to 24:00 lasts through the hour before midnight twice',
      '2026-10-29T21:30',
      rules({ ...everyDay, zone: 'Africa/Cairo', workingHours: hours(['20:00', '24:00']) }),
    ],
    [
      'the hour of a step that the zone skips moves to the end of the gap',
      '2027-03-27T12:00',
      rules({ ...everyDay, workingHours: hours(['00:00', '24:00']), hour: '02:15' }),
      'hour 2027-03-28T01:00',
      'gap 2027-03-28T01:00',
    ],
  ]);
});

describe('the hour of a step (D3)', () => {
  check([
    ['before it, the step runs at it', '2026-11-23T08:30', rules({ hour: '10:00' }), 'hour 2026-11-23T09:00'],
    ['at it, nothing moves', '2026-11-23T09:00', rules({ hour: '10:00' })],
    [
      'past it, the step runs at it on the next open day',
      '2026-11-27T09:01',
      rules({ hour: '10:00' }),
      'hour 2026-11-28T09:00',
      'days 2026-11-30T09:00',
    ],
    [
      'outside the hours, the step runs at the first opening after it',
      '2026-11-23T09:00',
      rules({ hour: '13:00' }),
      'hour 2026-11-23T12:00',
      'hours 2026-11-23T13:00',
    ],
    [
      'between the hour and that opening, the step still runs that day',
      '2026-11-23T12:30',
      rules({ hour: '13:00' }),
      'hours 2026-11-23T13:00',
    ],
    [
      'past that opening, it does not',
      '2026-11-23T13:01',
      rules({ hour: '13:00' }),
      'hour 2026-11-24T12:00',
      'hours 2026-11-24T13:00',
    ],
    [
      'a step woken late runs at once when its hour is only a floor',
      '2026-11-23T09:01',
      onceDue(rules({ hour: '10:00' })),
    ],
  ]);
  test('once due, the later of hour and floor stays', () => {
    assert.equal(onceDue(rules({ hour: '10:00', notBefore: '11:00' })).notBefore, '11:00');
    assert.equal(onceDue(rules({ hour: '12:00', notBefore: '11:00' })).notBefore, '12:00');
    assert.equal(onceDue(rules({ notBefore: '11:00' })).notBefore, '11:00');
  });
});

describe('the hour from which a step may run, and its days (E3)', () => {
  check([
    ['before it moves to it', '2026-11-23T08:30', rules({ notBefore: '10:00' }), 'hour 2026-11-23T09:00'],
    ['after it nothing moves', '2026-11-23T15:00', rules({ notBefore: '10:00' })],
    [
      'on another day it holds again',
      '2026-11-23T17:30',
      rules({ notBefore: '10:00' }),
      'hours 2026-11-24T09:00',
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

describe('quiet hours (E4)', () => {
  const around = rules({ ...everyDay, workingHours: hours(['00:00', '24:00']) });
  check([
    [
      'span midnight, before it',
      '2026-11-23T22:30',
      { ...around, quiet: quiet('23:00', '07:30') },
      'quiet 2026-11-24T06:30',
    ],
    [
      'span midnight, after it',
      '2026-11-23T03:00',
      { ...around, quiet: quiet('23:00', '07:30') },
      'quiet 2026-11-23T06:30',
    ],
    ['the end is free', '2026-11-23T06:30', { ...around, quiet: quiet('23:00', '07:30') }],
    [
      "are read in the recipient's zone",
      '2026-11-23T09:00',
      rules({ quiet: quiet('23:00', '07:30', 'America/New_York') }),
      'quiet 2026-11-23T12:30',
      'hours 2026-11-23T13:00',
    ],
    [
      'past the last interval, the next day and its quiet hours follow',
      '2026-11-23T16:30',
      rules({ quiet: quiet('17:00', '09:30') }),
      'quiet 2026-11-24T08:30',
    ],
    [
      'under policy drop, they move nothing',
      '2026-11-23T22:30',
      { ...around, quiet: quiet('23:00', '07:30', 'Europe/Paris', 'drop') },
    ],
    [
      'an end that the zone skips is the end of the gap',
      '2027-03-28T00:00',
      { ...around, quiet: quiet('23:00', '02:30') },
      'quiet 2027-03-28T01:00',
    ],
    [
      'an hour that comes twice is quiet twice',
      '2026-10-25T01:10',
      { ...around, quiet: quiet('23:00', '02:30') },
      'quiet 2026-10-25T01:30',
    ],
    [
      'the step hour inside them gives way',
      '2026-11-23T03:00',
      { ...around, hour: '06:00', quiet: quiet('23:00', '07:30') },
      'hour 2026-11-23T05:00',
      'quiet 2026-11-23T06:30',
    ],
    ['equal ends mean none', '2026-11-23T03:00', { ...around, quiet: quiet('07:00', '07:00') }],
  ]);

  test('who drops asks whether an instant is quiet, whatever the policy', () => {
    const night = quiet('23:00', '07:30', 'America/New_York', 'drop');
    assert.equal(inQuietHours('2026-11-24T03:59:59.999Z', night), false);
    assert.equal(inQuietHours('2026-11-24T04:00:00.000Z', night), true);
    assert.equal(inQuietHours('2026-11-24T12:29:59.999Z', night), true);
    assert.equal(inQuietHours('2026-11-24T12:30:00.000Z', night), false);
    assert.equal(inQuietHours('2026-11-24T12:30:00.000Z', quiet('00:00', '24:00')), true);
    assert.equal(inQuietHours('2026-11-24T12:30:00.000Z', quiet('13:30', '13:30')), false);
  });
});

describe('rules that allow nothing say which they are', () => {
  const cases: [rule: string, rules: WindowRules, ...because: string[]][] = [
    ['step days outside the working days', rules({ weekdays: ['sunday'] }), 'weekdays', 'days'],
    ['no step day at all', rules({ weekdays: [] }), 'weekdays'],
    ['no working day at all', rules({ workingDays: effective<'workingDays'>([]) }), 'days'],
    ['no working hour at all', rules({ workingHours: hours() }), 'hours'],
    ['an hour after the last interval', rules({ hour: '18:00' }), 'hour', 'hours'],
    ['a floor after the last interval', rules({ notBefore: '20:00' }), 'hour', 'hours'],
    ['quiet all day', rules({ quiet: quiet('00:00', '24:00') }), 'quiet'],
    ['quiet through all working hours', rules({ quiet: quiet('08:00', '19:00') }), 'hours', 'quiet'],
    [
      'quiet from the hour on',
      rules({ hour: '14:00', quiet: quiet('13:00', '19:00') }),
      'hour',
      'hours',
      'quiet',
    ],
  ];
  for (const [rule, given, ...because] of cases)
    test(rule, () => {
      const expected = { kind: 'never', because: because.map((reason) => reasons[reason]) };
      assert.deepEqual(nextAllowed('2026-11-23T09:00:00.000Z', given), expected);
      assert.equal(isAllowed('2026-11-23T09:00:00.000Z', given), false);
      assert.deepEqual(windowsOfDay('2026-11-23', given), []);
    });

  test('own days on every working day of a year', () => {
    const mondays = Array.from({ length: 70 }, (_, week) =>
      new Date(Date.UTC(2026, 10, 23 + 7 * week)).toISOString().slice(0, 10),
    );
    const given = rules({
      weekdays: ['monday'],
      holidays: effective<'holidays'>({ country: null, extra: mondays }),
    });
    assert.deepEqual(nextAllowed('2026-11-23T09:00:00.000Z', given), {
      kind: 'never',
      because: [reasons['weekdays'], reasons['holidays']],
    });
  });
});

describe('the open spans of a day', () => {
  const cases: [rule: string, date: string, rules: WindowRules, ...spans: string[]][] = [
    ['are its intervals', '2026-11-23', rules(), '23T08:00 23T11:30', '23T13:00 23T17:00'],
    ['none on a closed day', '2026-11-22', rules()],
    ['start at the floor', '2026-11-23', rules({ notBefore: '15:00' }), '23T14:00 23T17:00'],
    ['start at the hour', '2026-11-23', rules({ hour: '10:00' }), '23T09:00 23T11:30', '23T13:00 23T17:00'],
    [
      'leave out quiet hours',
      '2026-11-23',
      rules({ quiet: quiet('10:00', '15:00') }),
      '23T08:00 23T09:00',
      '23T14:00 23T17:00',
    ],
    [
      'keep quiet hours under policy drop',
      '2026-11-23',
      rules({ quiet: quiet('10:00', '15:00', 'Europe/Paris', 'drop') }),
      '23T08:00 23T11:30',
      '23T13:00 23T17:00',
    ],
    [
      'last 23 hours on the day of the gap',
      '2027-03-28',
      rules({ ...everyDay, workingHours: hours(['00:00', '24:00']) }),
      '27T23:00 28T22:00',
    ],
    [
      'last 25 hours on the day of the fold, cut twice by quiet hours in it',
      '2026-10-25',
      rules({ ...everyDay, workingHours: hours(['00:00', '24:00']), quiet: quiet('02:15', '02:45') }),
      '24T22:00 25T00:15',
      '25T00:45 25T01:15',
      '25T01:45 25T23:00',
    ],
  ];
  for (const [rule, date, given, ...spans] of cases)
    test(rule, () => {
      const instant = (text = '') => `${date.slice(0, 8)}${text}:00.000Z`;
      const expected = spans.map((span) => {
        const [from, to] = span.split(' ');
        return { from: instant(from), to: instant(to) };
      });
      assert.deepEqual(windowsOfDay(date, given), expected);
    });
});
