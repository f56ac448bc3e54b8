import { daysToRead } from '#shared/domain/lanes/days-to-read.ts';
import { isFreed, slotUse } from '#shared/domain/lanes/lane-day.ts';
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { plusSeconds, secondsBetween, textOf } from '#shared/domain/time/instants.ts';
import type { WindowRules } from '#shared/domain/scheduling/windows.ts';
import { isAllowed } from '#shared/domain/scheduling/windows.ts';
import { localDate } from '#shared/domain/time/zones.ts';
import { admit } from '#shared/domain/lanes/admit.ts';
import { withoutSlots } from '#shared/domain/lanes/lane-day.ts';
import type { LaneDay } from '#shared/domain/lanes/day-parts.ts';
import { chanceOf, drawGap, type LaneLimits, type LaneRequest } from '#shared/domain/lanes/lane.ts';
import { defaultSettings } from '#shared/domain/settings/settings.ts';
import { at, zoneNamed, laneNamed } from '#test/support/at.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';

const source = { level: 'organisation', id: 'organisation' } as const;
const windows: WindowRules = {
  zone: zoneNamed('Europe/Paris'),
  workingDays: { value: defaultSettings.workingDays, source },
  workingHours: { value: [{ from: '09:00', to: '17:00' }], source },
  holidays: { value: { country: null, extra: [] }, source },
};
const limits = (cap: number | null, seconds = 0): LaneLimits => ({
  zone: zoneNamed('Europe/Paris'),
  perDay: { value: cap, source },
  perDaySetting: 'maxMailsPerDay',
  delay: { value: seconds === 0 ? { kind: 'none' } : { kind: 'fixed', seconds }, source },
});
// A Monday, 09:00 in Paris.
const monday = at('2026-11-23T08:00:00.000Z');
const facts = (of: LaneLimits, now = monday) => ({
  organisation: 'acme',
  lane: laneNamed('anne.mail'),
  limits: of,
  now,
  earliest: now,
});
const request = (key: string, over: Partial<LaneRequest> = {}): LaneRequest => ({
  key,
  due: monday,
  priority: 1,
  windows,
  gap: 0,
  ...over,
});

describe('a lane', () => {
  test('A3: places first touches up to the cap, and queues the rest for the next working day', () => {
    const { placements, changed } = admit(facts(limits(2)), [], [request('a'), request('b'), request('c')]);
    assert.deepEqual(
      placements.map(({ kind }) => kind),
      ['placed', 'placed', 'backlogged'],
    );
    const [, , third] = placements;
    assert.equal(third?.kind === 'backlogged' && third.opensOn, '2026-11-24');
    assert.deepEqual(third?.because.at(-1), { kind: 'setting', setting: 'maxMailsPerDay', source });
    assert.deepEqual(
      changed.map(({ date, slots }) => [date, slots.length]),
      [['2026-11-23', 2]],
    );
  });

  test('A3: lets follow-ups pass before first touches, then the oldest due', () => {
    const requests = [
      request('new', { due: at('2026-11-20T08:00:00.000Z') }),
      request('later', { priority: 0 }),
      request('older', { priority: 0, due: at('2026-11-22T08:00:00.000Z') }),
    ];
    const { placements } = admit(facts(limits(2)), [], requests);
    assert.deepEqual(
      placements.map(({ key, kind }) => [key, kind]),
      [
        ['older', 'placed'],
        ['later', 'placed'],
        ['new', 'backlogged'],
      ],
    );
  });

  test('lets a follow-up take a slot on a day to come, a first touch on the present day only', () => {
    const friday = at('2026-11-27T10:00:00.000Z');
    const { placements } = admit(
      facts(limits(5)),
      [],
      [request('follow', { priority: 0, due: friday }), request('first', { due: friday })],
    );
    assert.deepEqual(
      placements.map((p) => (p.kind === 'placed' ? [p.key, p.date, p.at] : [p.key, p.kind])),
      [
        ['follow', '2026-11-27', friday],
        ['first', 'backlogged'],
      ],
    );
  });

  test('A5: keeps the delay between automated mails, also around a mail placed before', () => {
    const first = admit(
      facts(limits(null, 90)),
      [],
      [request('a', { gap: 90, due: at('2026-11-23T08:03:00.000Z') })],
    );
    const { placements } = admit(
      facts(limits(null, 90)),
      first.changed,
      ['b', 'c', 'd', 'e'].map((key) => request(key, { gap: 90 })),
    );
    assert.deepEqual(
      placements.map((p) => p.kind === 'placed' && textOf(p.at).slice(11, 19)),
      ['08:00:00', '08:01:30', '08:04:30', '08:06:00'],
    );
  });

  test('finds the slot that an effect has already', () => {
    const once = admit(facts(limits(1)), [], [request('a')]);
    const twice = admit(facts(limits(1)), once.changed, [request('a')]);
    assert.deepEqual(twice.placements, once.placements);
    assert.deepEqual(twice.changed, []);
  });

  test('gives a freed slot to the next', () => {
    const full = admit(facts(limits(1)), [], [request('a')]).changed;
    const freed = full.map((day) => withoutSlots(day, new Set(['a'])));
    assert.equal(admit(facts(limits(1)), freed, [request('b')]).placements[0]?.kind, 'placed');
  });

  for (const [what, secondsLater] of [
    ['of the same second', 0.6],
    ['whose wake-up came a moment early', -1.6],
  ] as const)
    test(`A3: an older one does not get a slot ${what}: it has just been used`, () => {
      const now = plusSeconds(monday, 10.3);
      const { changed, placements } = admit(facts(limits(1), now), [], [request('young', { due: now })]);
      assert.equal(placements[0]?.kind, 'placed');
      const older = [request('old', { due: plusSeconds(monday, -3600) })];
      const [placement] = admit(facts(limits(1), plusSeconds(now, secondsLater)), changed, older).placements;
      assert.equal(placement?.kind, 'backlogged');
    });

  test('A3: counts caps on the calendar day of the sender', () => {
    // 23:30 on Monday in UTC is Tuesday in Paris.
    const always: WindowRules = {
      ...windows,
      workingHours: { value: [{ from: '00:00', to: '24:00' }], source },
    };
    const late = at('2026-11-23T23:30:00.000Z');
    const { placements } = admit(facts(limits(1), late), [], [request('a', { windows: always, due: late })]);
    assert.equal(placements[0]?.kind === 'placed' && placements[0].date, '2026-11-24');
  });

  test('does not let a slot be used before its time, beyond a lowered cap, or so late that it would burst', () => {
    const day = admit(
      facts(limits(3, 60)),
      [],
      ['a', 'b', 'c'].map((key) => request(key, { gap: 60 })),
    ).changed[0];
    assert.ok(day);
    const useOf = (key: string, cap: number, gap: number, now: Instant) => {
      const rank = day.slots.findIndex((place) => place.key === key);
      return slotUse(day.slots[rank], rank, { cap, gap, now });
    };
    assert.equal(useOf('b', 3, 60, monday), 'early');
    assert.equal(useOf('b', 3, 60, at('2026-11-23T08:01:00.000Z')), 'usable');
    assert.equal(useOf('b', 1, 60, at('2026-11-23T08:01:00.000Z')), 'beyond-cap');
    assert.equal(useOf('b', 3, 60, at('2026-11-23T09:00:00.000Z')), 'late');
    assert.equal(useOf('b', 3, 0, at('2026-11-23T09:00:00.000Z')), 'usable');
    assert.equal(useOf('x', 3, 0, monday), 'none');
  });

  test('A3: a cap that was lowered is not exceeded by who takes the slot of a younger one', () => {
    const many = ['a', 'b', 'c', 'd'].map((key, minute) =>
      request(key, { due: plusSeconds(monday, 60 * minute) }),
    );
    const { changed } = admit(facts(limits(4)), [], many);
    // All four may go now by the former cap; two went out, and the third asks again under the new one.
    const later = plusSeconds(monday, 60);
    const { placements } = admit(facts(limits(2), later), changed, [request('c', { inTurn: true })]);
    assert.equal(placements[0]?.kind, 'backlogged');
    const late = request('e', { due: plusSeconds(monday, -60), inTurn: true });
    assert.equal(admit(facts(limits(2), later), changed, [late]).placements[0]?.kind, 'backlogged');
  });

  test('A3: what is given back late takes no slot away that was taken since', () => {
    const slot = { key: 'a', at: plusSeconds(monday, 0.4), gap: 0, due: monday, priority: 0 as const };
    const given = { date: localDate(monday, zoneNamed('Europe/Paris')), key: 'a' };
    assert.equal(isFreed(slot, { ...given, at: plusSeconds(monday, 1) }), true);
    assert.equal(isFreed(slot, { ...given, at: plusSeconds(monday, 90) }), true);
    assert.equal(isFreed(slot, { ...given, at: plusSeconds(monday, -60) }), false);
    assert.equal(isFreed(slot, given), true);
    assert.equal(isFreed(slot, { ...given, key: 'b' }), false);
  });

  test('A5: a delay that is lengthened, or begun, keeps those apart who had their slots before', () => {
    const all = ['a', 'b', 'c'].map((key) => request(key));
    const { changed } = admit(facts(limits(10)), [], all);
    const [day] = changed;
    assert.ok(day);
    assert.deepEqual(
      day.slots.map((slot, rank) => slotUse(slot, rank, { cap: 10, gap: 600, now: monday })),
      ['outdated', 'outdated', 'outdated'],
    );
    const paced = all.map((one) => ({ ...one, gap: 600 }));
    const times = admit(facts(limits(10, 600)), changed, paced).placements.map((placement) =>
      placement.kind === 'placed' ? secondsBetween(monday, placement.at) : undefined,
    );
    assert.deepEqual(times, [0, 600, 1200]);
  });

  test('never exceeds a cap, breaks a delay or leaves a window, whatever asks in whatever order', () => {
    const asked = fc.array(
      fc.record({
        key: fc.stringMatching(/^[a-z]{1,3}$/),
        minutes: fc.integer({ min: -600, max: 3000 }),
        priority: fc.constantFrom(0 as const, 1 as const),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(
        fc.array(asked, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 0, max: 900 }),
        (rounds, cap, gap) => {
          const days = new Map<string, LaneDay>();
          const of = limits(cap, gap);
          for (const round of rounds) {
            const requests = [...new Map(round.map((one) => [one.key, one])).values()].map((one) =>
              request(one.key, { due: plusSeconds(monday, one.minutes * 60), priority: one.priority, gap }),
            );
            const read = daysToRead(facts(of), requests).flatMap((date) => days.get(date) ?? []);
            for (const day of admit(facts(of), read, requests).changed) days.set(day.date, day);
          }
          for (const [date, day] of days) {
            assert.ok(day.slots.length <= cap);
            day.slots.forEach((place, index) => {
              const next = day.slots[index + 1];
              assert.equal(localDate(place.at, of.zone), date);
              assert.ok(isAllowed(place.at, windows));
              if (gap > 0 && next) assert.ok(secondsBetween(place.at, next.at) >= gap);
            });
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('the drawn delay (A5)', () => {
  test('lies between the two bounds, both included, and is the same for the same mail', () => {
    const draws = Array.from({ length: 2000 }, (_, n) =>
      drawGap({ kind: 'random', minSeconds: 30, maxSeconds: 33 }, () => chanceOf(`enrollment-${n}#s1`)),
    );
    assert.deepEqual(
      [...new Set(draws)].toSorted((a, b) => a - b),
      [30, 31, 32, 33],
    );
    assert.equal(chanceOf('a#s1'), chanceOf('a#s1'));
  });
});
