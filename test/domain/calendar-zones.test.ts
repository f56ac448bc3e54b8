import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { zone as storedZone } from '#shared/domain/kernel/shapes.ts';
import { utc } from '#shared/domain/time/utc.ts';
import { InvalidLocalDateError, toLocalDate } from '#shared/domain/time/day-number.ts';
import { InvalidLocalTimeError } from '#shared/domain/time/wall-minutes.ts';
import { InvalidZoneError } from '#shared/domain/time/offset-span.ts';
import {
  atLocalTime,
  isZone,
  localDate,
  localTime,
  plusDays,
  startOfDay,
  weekdayOf,
} from '#shared/domain/time/zones.ts';
import { fromEpochMs } from '#shared/domain/time/instants.ts';
import { at, day, zoneNamed } from '#test/support/at.ts';

const zones = [
  'UTC',
  'Europe/Paris',
  'Europe/Bucharest',
  'Europe/Dublin',
  'America/New_York',
  'America/Santiago',
  'America/Asuncion',
  'America/Nuuk',
  'America/St_Johns',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Asia/Beirut',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Atlantic/Azores',
  'Australia/Lord_Howe',
  'Antarctica/Troll',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
].map(zoneNamed);

describe('zone names', () => {
  for (const name of [...zones, 'Asia/Calcutta', 'CET'])
    test(`${name} is a zone`, () => assert.equal(isZone(name), true));
  for (const name of ['', 'Mars/Olympus', 'europe/paris', '+01:00', '-03', 'utc', 'Europe/Paris '])
    test(`${JSON.stringify(name)} is none`, () => assert.equal(isZone(name), false));
  test('a stored zone that the runtime does not know is an error', () =>
    assert.throws(
      () => localDate(at('2026-11-21T20:00:00.000Z'), storedZone.parse('Mars/Olympus')),
      InvalidZoneError,
    ));
});

describe('the wall clock of an instant', () => {
  const shown: [instant: string, zone: string, date: string, time: string][] = [
    ['2026-12-31T23:30:00.000Z', 'Europe/Paris', '2027-01-01', '00:30'],
    ['2027-01-01T04:59:59.999Z', 'America/New_York', '2026-12-31', '23:59'],
    ['2026-07-01T18:29:59.999Z', 'Asia/Kolkata', '2026-07-01', '23:59'],
    ['2026-07-01T18:30:00.000Z', 'Asia/Kolkata', '2026-07-02', '00:00'],
    ['2026-07-01T18:15:00.000Z', 'Asia/Kathmandu', '2026-07-02', '00:00'],
    ['2028-02-28T23:00:00.000Z', 'Europe/Paris', '2028-02-29', '00:00'],
    ['2026-03-29T00:59:59.999Z', 'Europe/Paris', '2026-03-29', '01:59'],
    ['2026-03-29T01:00:00.000Z', 'Europe/Paris', '2026-03-29', '03:00'],
    ['2026-10-25T00:30:00.000Z', 'Europe/Paris', '2026-10-25', '02:30'],
    ['2026-10-25T01:30:00.000Z', 'Europe/Paris', '2026-10-25', '02:30'],
    ['2026-10-03T15:29:00.000Z', 'Australia/Lord_Howe', '2026-10-04', '01:59'],
    ['2026-10-03T15:30:00.000Z', 'Australia/Lord_Howe', '2026-10-04', '02:30'],
  ];
  for (const [instant, zone, date, time] of shown)
    test(`${instant} in ${zone} is ${date} ${time}`, () => {
      assert.equal(localDate(at(instant), zoneNamed(zone)), date);
      assert.equal(localTime(at(instant), zoneNamed(zone)), time);
    });

  test('agrees with the platform in every zone, at any moment', () => {
    const formats = new Map(
      zones.map((timeZone) => [
        timeZone,
        new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }),
      ]),
    );
    const moments = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2040, 0, 1) });
    fc.assert(
      fc.property(fc.constantFrom(...zones), moments, (zone, ms) => {
        const instant = fromEpochMs(ms);
        assert.equal(
          `${localDate(instant, zone)} ${localTime(instant, zone)}`,
          formats.get(zone)?.format(ms),
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe('the instant of a wall-clock time', () => {
  const gap = { kind: 'calendar', rule: 'dst-gap' } as const;
  const fold = { kind: 'calendar', rule: 'dst-fold' } as const;
  const times: [zone: string, date: string, time: string, at: string, because?: typeof gap | typeof fold][] =
    [
      ['Europe/Paris', '2026-11-23', '09:00', '2026-11-23T08:00:00.000Z'],
      ['Europe/Paris', '2027-03-28', '01:59', '2027-03-28T00:59:00.000Z'],
      ['Europe/Paris', '2027-03-28', '02:00', '2027-03-28T01:00:00.000Z', gap],
      ['Europe/Paris', '2027-03-28', '02:30', '2027-03-28T01:00:00.000Z', gap],
      ['Europe/Paris', '2027-03-28', '03:00', '2027-03-28T01:00:00.000Z'],
      ['Europe/Paris', '2026-10-25', '01:59', '2026-10-24T23:59:00.000Z'],
      ['Europe/Paris', '2026-10-25', '02:00', '2026-10-25T00:00:00.000Z', fold],
      ['Europe/Paris', '2026-10-25', '02:59', '2026-10-25T00:59:00.000Z', fold],
      ['Europe/Paris', '2026-10-25', '03:00', '2026-10-25T02:00:00.000Z'],
      ['America/New_York', '2027-03-14', '02:15', '2027-03-14T07:00:00.000Z', gap],
      ['America/New_York', '2026-11-01', '01:30', '2026-11-01T05:30:00.000Z', fold],
      ['Australia/Lord_Howe', '2026-10-04', '02:10', '2026-10-03T15:30:00.000Z', gap],
      ['Australia/Lord_Howe', '2027-04-04', '01:45', '2027-04-03T14:45:00.000Z', fold],
      ['Australia/Lord_Howe', '2027-04-04', '01:29', '2027-04-03T14:29:00.000Z'],
      ['America/Santiago', '2026-09-06', '00:30', '2026-09-06T04:00:00.000Z', gap],
      ['Africa/Cairo', '2026-10-29', '23:30', '2026-10-29T20:30:00.000Z', fold],
      ['Africa/Cairo', '2026-10-29', '24:00', '2026-10-29T22:00:00.000Z'],
      ['Asia/Kathmandu', '2026-12-31', '24:00', '2026-12-31T18:15:00.000Z'],
      ['Pacific/Apia', '2011-12-30', '12:00', '2011-12-30T10:00:00.000Z', gap],
    ];
  for (const [zone, date, time, expected, because] of times)
    test(`${date} ${time} in ${zone} is ${expected}${because ? `, ${because.rule}` : ''}`, () =>
      assert.deepEqual(atLocalTime(day(date), time, zoneNamed(zone)), {
        at: at(expected),
        ...(because && { because }),
      }));

  test('a date or a time that does not exist is an error', () => {
    for (const text of [
      '2027-02-29',
      '2027-2-01',
      '2027-13-01',
      '2027-00-10',
      '2027-01-00',
      '02027-01-01',
      '',
    ])
      assert.throws(() => toLocalDate(text), InvalidLocalDateError);
    assert.throws(() => atLocalTime(day('2027-02-01'), '24:01', utc), InvalidLocalTimeError);
    assert.throws(() => atLocalTime(day('2027-02-01'), '9:00', utc), InvalidLocalTimeError);
  });

  test('is shown again by that clock, and by no earlier moment, unless skipped', () => {
    const minutes = fc.integer({ min: Date.UTC(2010, 0, 1) / 60_000, max: Date.UTC(2038, 0, 1) / 60_000 });
    fc.assert(
      fc.property(fc.constantFrom(...zones), minutes, (zone, minute) => {
        const shown = fromEpochMs(minute * 60_000);
        const date = localDate(shown, zone);
        const time = localTime(shown, zone);
        const { at: first, because } = atLocalTime(date, time, zone);
        assert.ok(first <= shown);
        assert.equal(first === shown || because?.rule === 'dst-fold', true);
        assert.equal(`${localDate(first, zone)} ${localTime(first, zone)}`, `${date} ${time}`);
      }),
      { numRuns: 500 },
    );
  });
});

describe('days', () => {
  const starts: [zone: string, date: string, at: string][] = [
    ['Europe/Paris', '2027-03-28', '2027-03-27T23:00:00.000Z'],
    ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00.000Z'],
    ['America/Santiago', '2026-09-06', '2026-09-06T04:00:00.000Z'],
    ['America/Asuncion', '2023-10-01', '2023-10-01T04:00:00.000Z'],
    ['America/Nuuk', '2026-03-28', '2026-03-28T02:00:00.000Z'],
    ['Atlantic/Azores', '2026-10-25', '2026-10-25T00:00:00.000Z'],
    ['Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00.000Z'],
  ];
  for (const [zone, date, expected] of starts)
    test(`${date} starts at ${expected} in ${zone}`, () =>
      assert.equal(startOfDay(day(date), zoneNamed(zone)), at(expected)));

  test('days are added over leap days and year ends', () => {
    assert.equal(plusDays(day('2028-02-28'), 1), '2028-02-29');
    assert.equal(plusDays(day('2027-02-28'), 1), '2027-03-01');
    assert.equal(plusDays(day('2026-12-31'), 1), '2027-01-01');
    assert.equal(plusDays(day('2027-01-01'), -1), '2026-12-31');
    assert.equal(plusDays(day('2000-03-01'), -1), '2000-02-29');
    assert.equal(plusDays(day('2100-02-28'), 1), '2100-03-01');
    assert.equal(plusDays(day('2026-11-21'), 365), '2027-11-21');
  });

  test('weekdays', () => {
    assert.equal(weekdayOf(day('2026-11-21')), 'saturday');
    assert.equal(weekdayOf(day('2028-02-29')), 'tuesday');
    assert.equal(weekdayOf(day('2027-01-01')), 'friday');
    assert.equal(weekdayOf(day('1969-12-31')), 'wednesday');
    assert.equal(weekdayOf(day('1970-01-05')), 'monday');
  });
});
