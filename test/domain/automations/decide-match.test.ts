import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { ActiveAutomation } from '#shared/domain/automations/automation.ts';
import { decideMatch, type MatchFacts, type NextMatch } from '#shared/domain/automations/decide-match.ts';
import type { Match } from '#shared/domain/automations/match.ts';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import { at, enrollmentNamed } from '#test/support/at.ts';

const now = at('2027-03-10T09:00:00.000Z');
const later = at('2027-03-12T09:00:00.000Z');

const automation: ActiveAutomation = {
  organisation: 'acme',
  id: 'offers',
  revision: 1,
  name: 'Offers',
  filterId: 'f1',
  steps: [],
  repeats: { kind: 'once' },
  whenItEnds: 'stop',
  active: {
    since: at('2027-03-01T09:00:00.000Z'),
    by: 'anne',
    scope: 'all',
    over: 'offer',
    filter: { all: [] },
  },
  createdBy: 'anne',
  createdAt: at('2027-03-01T09:00:00.000Z'),
};

const facts: MatchFacts = {
  now,
  automation,
  subject: { kind: 'record', id: 'offer.a1' },
  createdAt: at('2027-03-05T09:00:00.000Z'),
  match: undefined,
  evaluation: { matches: true, changesAt: undefined },
};
const ended = { matches: false, changesAt: undefined };

/** What it is after a decision, as it is stored. */
function stored(next: NextMatch | undefined, done: Partial<Match> = {}): Match {
  assert.ok(next);
  return { revision: 1, ...next, ...done };
}

/** A match that was enrolled. */
const enrolled = stored(decideMatch(facts), {
  pending: undefined,
  enrollmentId: enrollmentNamed('l1.offers.1'),
});

describe('E3: what becomes of a subject', () => {
  test('E1: it is enrolled when it begins to match', () => {
    const next = decideMatch(facts);
    assert.deepEqual([next?.matching, next?.times, next?.pending], [true, 1, 'enroll']);
  });

  test('E1: nothing is kept of what never matched and never will by itself', () => {
    assert.equal(decideMatch({ ...facts, evaluation: ended }), undefined);
  });

  test('E1: it waits for the instant at which time makes it match', () => {
    const next = decideMatch({ ...facts, evaluation: { matches: false, changesAt: later } });
    assert.deepEqual([next?.matching, next?.wakesAt, next?.pending], [false, later, undefined]);
  });

  test('E3: what matches already is not enrolled again', () => {
    assert.equal(decideMatch({ ...facts, match: enrolled }), undefined);
  });

  test('E3: the steps left are stopped when it ceases to match', () => {
    const next = decideMatch({ ...facts, match: enrolled, evaluation: ended, now: later });
    assert.deepEqual([next?.matching, next?.pending, next?.since], [false, 'stop', later]);
  });

  test('E3: by option they go on', () => {
    const goesOn = { ...automation, whenItEnds: 'go-on' as const };
    const next = decideMatch({ ...facts, automation: goesOn, match: enrolled, evaluation: ended });
    assert.equal(next?.pending, undefined);
  });

  test('E3: it matches once', () => {
    const over = stored(decideMatch({ ...facts, match: enrolled, evaluation: ended }), {
      pending: undefined,
    });
    assert.equal(decideMatch({ ...facts, match: over, now: later }), undefined);
  });

  test('E3: by option it matches again, after the least distance', () => {
    const again = { ...automation, repeats: { kind: 'again' as const, minDays: 2 } };
    const over = stored(decideMatch({ ...facts, automation: again, match: enrolled, evaluation: ended }), {
      pending: undefined,
    });
    const early = decideMatch({
      ...facts,
      automation: again,
      match: over,
      now: plusMinutes(now, 2 * 1440 - 1),
    });
    assert.deepEqual([early?.matching, early?.times, early?.obstacle], [true, 1, 'too-soon']);
    const next = decideMatch({ ...facts, automation: again, match: over, now: later });
    assert.deepEqual([next?.times, next?.pending, next?.enrollmentId], [2, 'enroll', undefined]);
  });

  test('E6: what was there before the activation is left alone when only new ones count', () => {
    const onlyNew = { ...automation, active: { ...automation.active, scope: 'new' as const } };
    const before = { ...facts, automation: onlyNew, createdAt: at('2027-02-28T09:00:00.000Z') };
    assert.equal(decideMatch(before), undefined);
    assert.equal(decideMatch({ ...before, createdAt: onlyNew.active.since })?.pending, 'enroll');
  });

  test('E3: however often it is looked at, each beginning is enrolled once', () => {
    const looks = fc.array(fc.record({ matches: fc.boolean(), twice: fc.boolean() }), { maxLength: 30 });
    fc.assert(
      fc.property(looks, fc.boolean(), (seen, again) => {
        const of: ActiveAutomation = {
          ...automation,
          repeats: again ? { kind: 'again', minDays: 1 } : { kind: 'once' },
        };
        let match: Match | undefined;
        let [enrolments, beginnings, before] = [0, 0, false];
        for (const [index, { matches, twice }] of seen.entries()) {
          const moment = plusMinutes(now, index * 2 * 1440);
          for (let look = 0; look < (twice ? 2 : 1); look += 1) {
            const evaluation = { matches, changesAt: undefined };
            const next = decideMatch({ ...facts, automation: of, match, evaluation, now: moment });
            if (next === undefined) continue;
            if (next.pending === 'enroll') enrolments += 1;
            match = { ...next, revision: (match?.revision ?? 0) + 1, pending: undefined };
            if (next.pending === 'enroll') match.enrollmentId = enrollmentNamed('l1.offers.1');
          }
          if (matches && !before) beginnings += 1;
          before = matches;
        }
        assert.equal(enrolments, again ? beginnings : Math.min(1, beginnings));
      }),
    );
  });
});
