import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Wait } from '#shared/domain/sequences/step.ts';
import { isHoliday } from '#shared/domain/scheduling/holidays.ts';
import {
  NoWorkingDayError,
  plusWaitUntil,
  type Appointment,
  type WaitRules,
} from '#shared/domain/scheduling/waits.ts';
import { timeOfMinutes } from '#shared/domain/time/wall-minutes.ts';
import { weekdays } from '#shared/domain/time/weekday.ts';
import { dueMinute, minutesOfDays } from './calendar-oracle.ts';
import { toInstant } from '#shared/domain/time/instants.ts';
import { zoneNamed } from '../support/at.ts';

const paris: WaitRules = {
  zone: zoneNamed('Europe/Paris'),
  workingDays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
  isHoliday: (date) => isHoliday(date, { country: 'FR', extra: [] }),
};
const wait = (amount: number, unit: Wait['unit']): Wait => ({ amount, unit });
const at = (hour: string, ...days: NonNullable<Appointment['weekdays']>): Appointment => ({
  hour,
  ...(days.length > 0 && { weekdays: days }),
});

describe('a wait before a step that has an hour', () => {
  const cases: [rule: string, from: string, wait: Wait, at: Appointment, to: string, zone?: string][] = [
    [
      'one day after the afternoon of a day is the hour of the next',
      '2026-11-23T14:00:00.000Z',
      wait(1, 'days'),
      at('10:30'),
      '2026-11-24T09:30:00.000Z',
    ],
    [
      'and so it is after its morning: at 11:00 is not two days',
      '2026-11-23T10:00:00.000Z',
      wait(1, 'days'),
      at('10:30'),
      '2026-11-24T09:30:00.000Z',
    ],
    [
      'and after an early morning, though that is more than 24 hours',
      '2026-11-23T06:00:00.000Z',
      wait(1, 'days'),
      at('17:00'),
      '2026-11-24T16:00:00.000Z',
    ],
    [
      'a day named stays the one, though nobody works then',
      '2026-11-20T14:00:00.000Z',
      wait(1, 'days'),
      at('10:30'),
      '2026-11-21T09:30:00.000Z',
    ],
    [
      'days are those of the zone: late Monday in Paris is Tuesday in Kolkata',
      '2026-11-23T20:00:00.000Z',
      wait(1, 'days'),
      at('10:30'),
      '2026-11-25T05:00:00.000Z',
      'Asia/Kolkata',
    ],
    [
      'working days are counted as such',
      '2026-11-20T10:00:00.000Z',
      wait(1, 'working-days'),
      at('10:30'),
      '2026-11-23T09:30:00.000Z',
    ],
    [
      'the weekdays of the step move the day on, and keep the hour',
      '2026-11-19T10:00:00.000Z',
      wait(1, 'days'),
      at('10:30', 'tuesday'),
      '2026-11-24T09:30:00.000Z',
    ],
    [
      'no day at all is today where the hour is to come',
      '2026-11-23T09:30:00.000Z',
      wait(0, 'days'),
      at('10:30'),
      '2026-11-23T09:30:00.000Z',
    ],
    [
      'else the next day of work',
      '2026-11-20T09:30:00.001Z',
      wait(0, 'days'),
      at('10:30'),
      '2026-11-23T09:30:00.000Z',
    ],
    [
      'no working day is no other',
      '2026-11-23T09:31:00.000Z',
      wait(0, 'working-days'),
      at('10:30'),
      '2026-11-24T09:30:00.000Z',
    ],
    [
      'hours are elapsed time, then the hour comes next',
      '2026-11-23T10:00:00.000Z',
      wait(24, 'hours'),
      at('10:30'),
      '2026-11-25T09:30:00.000Z',
    ],
    [
      'minutes too, on a day of work',
      '2026-11-20T09:00:00.000Z',
      wait(45, 'minutes'),
      at('10:30'),
      '2026-11-23T09:30:00.000Z',
    ],
    [
      'and on a day of the step',
      '2026-11-23T08:00:00.000Z',
      wait(45, 'minutes'),
      at('10:30', 'thursday', 'saturday'),
      '2026-11-26T09:30:00.000Z',
    ],
    [
      'holidays are no days of work',
      '2026-12-24T12:00:00.000Z',
      wait(0, 'days'),
      at('10:30'),
      '2026-12-28T09:30:00.000Z',
    ],
    [
      'an hour that the day skips is the end of the gap',
      '2027-03-27T12:00:00.000Z',
      wait(1, 'days'),
      at('02:15'),
      '2027-03-28T01:00:00.000Z',
    ],
    [
      'one that comes twice is the first',
      '2026-10-24T12:00:00.000Z',
      wait(1, 'days'),
      at('02:30'),
      '2026-10-25T00:30:00.000Z',
    ],
    [
      'an hour keeps the wall clock over a change of offset',
      '2027-03-26T12:00:00.000Z',
      wait(3, 'days'),
      at('10:30'),
      '2027-03-29T08:30:00.000Z',
    ],
  ];
  for (const [rule, from, of, appointment, to, zone = 'Europe/Paris'] of cases)
    test(`D3: ${rule}`, () =>
      assert.equal(
        plusWaitUntil(toInstant(from), of, appointment, { ...paris, zone: zoneNamed(zone) }),
        toInstant(to),
      ));

  test('D3: without a day of work, the hour of no day is the next, and one of working days an error', () => {
    const never = { ...paris, workingDays: [] };
    const from = toInstant('2026-11-23T10:00:00.000Z');
    assert.equal(
      plusWaitUntil(from, wait(0, 'days'), at('10:30'), never),
      toInstant('2026-11-24T09:30:00.000Z'),
    );
    assert.throws(() => plusWaitUntil(from, wait(1, 'working-days'), at('10:30'), never), NoWorkingDayError);
  });

  test('D3: in any zone, over any change of offset, is what a minute-by-minute reading says', () => {
    const days = 16;
    const situations = (
      [
        ['Europe/Paris', '2027-03-22'],
        ['Europe/Paris', '2026-10-19'],
        ['America/New_York', '2026-10-27'],
        ['Australia/Lord_Howe', '2026-09-28'],
        ['Australia/Lord_Howe', '2027-03-29'],
        ['Africa/Cairo', '2026-04-20'],
        ['America/Santiago', '2026-09-01'],
        ['Antarctica/Troll', '2027-03-23'],
        ['Asia/Kathmandu', '2028-02-22'],
      ] as const
    ).map(([zone, firstDay]) => ({ zone, minutes: minutesOfDays(zone, zone, firstDay, days) }));
    const someDays = fc.subarray([...weekdays], { minLength: 1 });
    const waits = fc.oneof(
      fc.record({ amount: fc.integer({ min: 0, max: 6 }), unit: fc.constantFrom('days', 'working-days') }),
      fc.record({ amount: fc.integer({ min: 0, max: 2_000 }), unit: fc.constant('minutes') }),
      fc.record({ amount: fc.integer({ min: 0, max: 60 }), unit: fc.constant('hours') }),
    );
    let compared = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...situations),
        fc.integer({ min: 1_440, max: 5 * 1_440 }),
        waits as fc.Arbitrary<Wait>,
        fc.integer({ min: 0, max: 95 }).map((quarter) => timeOfMinutes(quarter * 15)),
        fc.option(someDays, { nil: undefined }),
        someDays,
        fc.array(fc.integer({ min: 0, max: days }), { maxLength: 3 }),
        ({ zone, minutes }, from, of, hour, own, workingDays, closed) => {
          const dates = [...new Set(minutes.map(({ date }) => date))];
          const off = new Set(closed.map((day) => dates[day]));
          const rules: WaitRules = { zone: zoneNamed(zone), workingDays, isHoliday: (date) => off.has(date) };
          const appointment = { hour, weekdays: own };
          const expected = dueMinute(minutes, from, of, appointment, rules);
          // The last day is cut by the edge of the scene, so holds for nothing.
          if (expected === undefined || expected >= (days - 1) * 1_440) return;
          compared += 1;
          assert.equal(plusWaitUntil(minutes[from]!.at, of, appointment, rules), minutes[expected]?.at);
        },
      ),
      { numRuns: 400 },
    );
    assert.ok(compared > 200, `only ${compared} compared`);
  });
});
