import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { timeOfMinutes } from '#shared/domain/time/wall-minutes.ts';
import { weekdays } from '#shared/domain/time/weekday.ts';
import { isAllowed, nextAllowed, windowsOfDay, type WindowRules } from '#shared/domain/scheduling/windows.ts';
import { plusDays } from '#shared/domain/time/zones.ts';
import type { SettingSource } from '#shared/domain/kernel/reason.ts';
import { allowedMinutes, minutesOfDays, type Minute } from './calendar-oracle.ts';
import type { Instant, LocalDate } from '#shared/domain/kernel/instant.ts';
import { textOf } from '#shared/domain/time/instants.ts';
import { day, zoneNamed } from '../support/at.ts';

const days = 9;
/** Days around a change of offset, and some without; the second zone is the recipient's. */
const situations = (
  [
    ['Europe/Paris', 'America/New_York', '2027-03-24'],
    ['Europe/Paris', 'Europe/Paris', '2026-10-21'],
    ['America/New_York', 'Asia/Kolkata', '2026-10-28'],
    ['Australia/Lord_Howe', 'Australia/Lord_Howe', '2026-09-30'],
    ['Australia/Lord_Howe', 'Asia/Kathmandu', '2027-03-31'],
    ['Africa/Cairo', 'Africa/Cairo', '2026-04-20'],
    ['Africa/Cairo', 'Africa/Cairo', '2026-10-26'],
    ['America/Santiago', 'America/Asuncion', '2026-09-02'],
    ['Antarctica/Troll', 'America/Nuuk', '2027-03-24'],
    ['Asia/Kolkata', 'Europe/Paris', '2027-03-24'],
    ['UTC', 'Pacific/Kiritimati', '2028-02-24'],
  ] as const
).map(([zone, quietZone, firstDay]) => ({
  zone: zoneNamed(zone),
  quietZone: zoneNamed(quietZone),
  firstDay: day(firstDay),
  minutes: minutesOfDays(zone, quietZone, firstDay, days),
}));

const source: SettingSource = { level: 'default', id: 'default' };
const time = fc.integer({ min: 0, max: 95 }).map((quarter) => timeOfMinutes(quarter * 15));
const intervals = fc
  .uniqueArray(fc.integer({ min: 0, max: 96 }), { minLength: 2, maxLength: 6 })
  .map((quarters) => quarters.sort((a, b) => a - b).map((quarter) => timeOfMinutes(quarter * 15)))
  .map((times) =>
    Array.from({ length: Math.floor(times.length / 2) }, (_, pair) => ({
      from: times[pair * 2] ?? '',
      to: times[pair * 2 + 1] ?? '',
    })),
  );
const someWeekdays = fc.subarray([...weekdays], { minLength: 1 });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

type Scene = { rules: WindowRules; minutes: Minute[]; firstDay: LocalDate };
const scene: fc.Arbitrary<Scene> = fc
  .record({
    situation: fc.constantFrom(...situations),
    workingDays: someWeekdays,
    workingHours: intervals,
    closed: fc.array(fc.integer({ min: 0, max: days }), { maxLength: 3 }),
    notBefore: maybe(time),
    weekdays: maybe(someWeekdays),
    quiet: maybe(fc.record({ from: time, to: time, policy: fc.constantFrom('drop', 'defer') })),
  })
  .map(({ situation, workingDays, workingHours, closed, notBefore, weekdays, quiet }) => {
    const extra = closed.map((number) => plusDays(situation.firstDay, number));
    const rules: WindowRules = {
      zone: situation.zone,
      workingDays: { value: workingDays, source },
      workingHours: { value: workingHours, source },
      holidays: { value: { country: null, extra }, source },
      notBefore,
      weekdays,
      quiet: quiet && { zone: situation.quietZone, hours: { value: quiet, source } },
    };
    const { minutes, firstDay } = situation;
    return { rules, minutes, firstDay };
  });
const position = fc.integer({ min: 1_440, max: (days - 1) * 1_440 });
/** The first and last days of a scene are cut by its edge, so hold for nothing. */
const lastWhole = (days - 1) * 1_440;
const atOf = (from: Instant, rules: WindowRules): Instant | undefined => {
  const next = nextAllowed(from, rules);
  return next.kind === 'allowed' ? next.at : undefined;
};

describe('the next allowed moment, whatever the rules and the zone', () => {
  test('is the first that a minute-by-minute reading of the rules allows', () => {
    fc.assert(
      fc.property(scene, position, ({ rules, minutes }, from) => {
        const allowed = allowedMinutes(minutes, rules);
        const expected = allowed.findIndex((open, index) => open && index >= from);
        const next = nextAllowed(minutes[from]!.at, rules);
        if (expected !== -1 && expected < lastWhole)
          assert.equal(next.kind === 'allowed' && next.at, minutes[expected]?.at);
        else if (next.kind === 'allowed') assert.ok(next.at >= minutes[lastWhole]!.at);
      }),
      { numRuns: 300 },
    );
  });

  test('is allowed, not before its start, stays where it is, and later starts never give earlier ones', () => {
    fc.assert(
      fc.property(scene, position, position, ({ rules, minutes }, one, other) => {
        const from = minutes[Math.min(one, other)]!.at;
        const later = minutes[Math.max(one, other)]!.at;
        const at = atOf(from, rules);
        const atOfLater = atOf(later, rules);
        if (at === undefined) return;
        assert.ok(at >= from);
        assert.equal(isAllowed(at, rules), true);
        assert.equal(atOf(at, rules), at);
        if (atOfLater !== undefined) assert.ok(atOfLater >= at);
      }),
      { numRuns: 300 },
    );
  });

  test('is reached by pushes that go forward and end at it; without a push it is the start', () => {
    fc.assert(
      fc.property(scene, position, ({ rules, minutes }, position) => {
        const from = minutes[position]!.at;
        const next = nextAllowed(from, rules);
        if (next.kind === 'never') {
          assert.ok(next.because.length > 0);
          return;
        }
        const stops = [from, ...next.moves.map((move) => move.to)];
        assert.deepEqual(
          stops,
          stops.toSorted((a, b) => a - b),
        );
        assert.equal(stops.at(-1), next.at);
        assert.equal(isAllowed(from, rules), next.moves.length === 0);
      }),
      { numRuns: 300 },
    );
  });
});

test('what was asked of the same rules before changes no answer', () => {
  fc.assert(
    fc.property(scene, fc.array(position, { minLength: 2, maxLength: 8 }), ({ rules, minutes }, asked) => {
      for (const position of asked) {
        const { at } = minutes[position]!;
        const anew = { ...rules };
        assert.equal(isAllowed(at, rules), isAllowed(at, anew), textOf(at));
        assert.deepEqual(nextAllowed(at, rules), nextAllowed(at, { ...rules }), textOf(at));
      }
    }),
    { numRuns: 1_000 },
  );
});

test('the open spans of a day hold its allowed minutes and no other', () => {
  fc.assert(
    fc.property(scene, fc.integer({ min: 1, max: days - 2 }), (given, day) => {
      const { rules } = given;
      const allowed = allowedMinutes(given.minutes, rules);
      const date = plusDays(given.firstDay, day);
      const windows = windowsOfDay(date, rules);
      given.minutes.forEach((minute, index) => {
        if (minute.date !== date) return;
        const inside = windows.some(({ from, to }) => minute.at >= from && minute.at < to);
        assert.equal(inside, allowed[index], textOf(minute.at));
      });
    }),
    { numRuns: 200 },
  );
});
