import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { windowsOfDay, type WindowRules } from '#shared/domain/scheduling/windows.ts';
import { check, effective, everyDay, hours, quiet, rules } from './calendar-window-cases.ts';
import { at, day, zoneNamed } from '#test/support/at.ts';

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
      rules({
        holidays: effective<'holidays'>({ country: null, extra: [day('2026-11-24'), day('2026-11-25')] }),
      }),
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
      rules({ zone: zoneNamed('Asia/Kolkata') }),
      'hours 2026-11-23T03:30',
    ],
    [
      'zones off the hour open off the hour',
      '2026-11-23T00:00',
      rules({ zone: zoneNamed('Asia/Kathmandu') }),
      'hours 2026-11-23T03:15',
    ],
    [
      'an interval to 24:00 lasts until midnight',
      '2026-11-23T22:59',
      rules({ workingHours: hours(['20:00', '24:00']) }),
    ],
  ]);
});

describe('changes of offset (A2)', () => {
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
      '2027-03-28T00:00',
      rules({ ...everyDay, workingHours: hours(['02:10', '02:50'], ['23:00', '23:30']) }),
      'hours 2027-03-28T21:00',
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
      rules({ ...everyDay, zone: zoneNamed('America/New_York') }),
      'hours 2027-03-14T13:00',
    ],
    [
      'Lord Howe: half an hour is skipped',
      '2026-10-03T10:00',
      rules({ ...everyDay, zone: zoneNamed('Australia/Lord_Howe'), workingHours: hours(['02:10', '05:00']) }),
      'hours 2026-10-03T15:30',
      'gap 2026-10-03T15:30',
    ],
    [
      'Santiago: a day without midnight opens when it begins',
      '2026-09-06T03:30',
      rules({
        ...everyDay,
        zone: zoneNamed('America/Santiago'),
        workingHours: hours(['00:00', '02:00']),
        holidays: effective<'holidays'>({ country: null, extra: [day('2026-09-05')] }),
      }),
      'holidays 2026-09-06T04:00',
      'gap 2026-09-06T04:00',
    ],
    [
      'Cairo: an interval to 24:00 lasts through the hour before midnight twice',
      '2026-10-29T21:30',
      rules({ ...everyDay, zone: zoneNamed('Africa/Cairo'), workingHours: hours(['20:00', '24:00']) }),
    ],
    [
      'the hour of a step that the zone skips moves to the end of the gap',
      '2027-03-27T23:00',
      rules({ ...everyDay, workingHours: hours(['00:00', '24:00']), notBefore: '02:15' }),
      'hour 2027-03-28T01:00',
      'gap 2027-03-28T01:00',
    ],
  ]);
});

describe('the open spans of a day', () => {
  const cases: [rule: string, date: string, rules: WindowRules, ...spans: string[]][] = [
    ['are its intervals', '2026-11-23', rules(), '23T08:00 23T11:30', '23T13:00 23T17:00'],
    ['none on a closed day', '2026-11-22', rules()],
    ['start at the floor', '2026-11-23', rules({ notBefore: '15:00' }), '23T14:00 23T17:00'],
    [
      'are all of its intervals where the floor leaves none',
      '2026-11-23',
      rules({ notBefore: '18:00' }),
      '23T08:00 23T11:30',
      '23T13:00 23T17:00',
    ],
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
      rules({ quiet: quiet('10:00', '15:00', zoneNamed('Europe/Paris'), 'drop') }),
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
      const instant = (text = '') => at(`${date.slice(0, 8)}${text}:00.000Z`);
      const expected = spans.map((span) => {
        const [from, to] = span.split(' ');
        return { from: instant(from), to: instant(to) };
      });
      assert.deepEqual(windowsOfDay(day(date), given), expected);
    });
});
