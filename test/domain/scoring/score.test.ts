import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Activity, ActivityEvent } from '#shared/domain/activity/activity.ts';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { awardsOf } from '#shared/domain/activity/awards.ts';
import type { Scoring } from '#shared/domain/scoring/reasons.ts';
import { decayed, noScore, readingOf, rounded, withAward, type Score } from '#shared/domain/scoring/score.ts';
import { defaultSettings } from '#shared/domain/settings/settings.ts';
import type { Effective } from '#shared/domain/settings/settings.ts';
import { at } from '#test/support/at.ts';

const monday = at('2027-03-01T08:00:00.000Z');
const days = (count: number, after: Instant = monday) => plusMinutes(after, count * 1_440);

function by(values: Partial<Scoring> = {}): Effective<'scoring'> {
  return { value: { ...defaultSettings.scoring, ...values }, source: { level: 'group', id: 'paris' } };
}

function activity(id: string, at: Instant, ...events: ActivityEvent[]): Activity {
  return { organisation: 'acme', leadId: 'lead1', id, at, events };
}

const opened = { type: 'opened', step: 's1', messageId: 'm1', machine: false, again: false } as const;
const clicked = { ...opened, type: 'clicked', link: 'https://acme.example' } as const;
const sent = {
  type: 'sent',
  step: 's1',
  channel: 'mail',
  messageId: 'm1',
  sender: 'anne',
  recipient: 'a@example.com',
  contentHash: '',
} as const;
const bounced = { type: 'bounced', permanent: true, detail: '' } as const;
const because = { kind: 'setting', setting: 'scoring', source: { level: 'default', id: 'default' } } as const;

function after(activities: Activity[], scoring = by(), now: Instant = days(30)): Score {
  return activities
    .flatMap(awardsOf)
    .reduce((score, award) => withAward(score, award, scoring, now), noScore('acme', 'lead1'));
}

describe('what gives points', () => {
  const points = { ...defaultSettings.scoring.points, mailSent: 2, smsSent: 3, smsClicked: 7 };
  const cases: [rule: string, event: ActivityEvent, points: number][] = [
    ['a mail sent', sent, 2],
    ['an SMS sent', { ...sent, channel: 'sms' }, 3],
    ['a mail opened', opened, 1],
    ['a link of a mail clicked', clicked, 5],
    ['a link of an SMS clicked', { ...clicked, channel: 'sms' }, 7],
    ['a call from the lead', { type: 'call-received', seconds: 0, by: 'anne' }, 10],
    ['a reply', { type: 'replied', step: 's1' }, 20],
    ['a mail that bounced for good', bounced, -10],
    ['unsubscribing', { type: 'unsubscribed', by: 'link' }, -20],
    ['a complaint', { type: 'complained', detail: '' }, -50],
  ];
  for (const [rule, event, worth] of cases)
    test(`A12: ${rule} gives its points`, () => {
      const score = after([activity('e1', monday, event)], by({ points }));
      assert.equal(score.value, worth);
    });

  const nothing: [rule: string, event: ActivityEvent][] = [
    ['an open by a bot', { ...opened, machine: true }],
    ['a click by a bot', { ...clicked, machine: true }],
    ['an open of a mail opened before', { ...opened, again: true }],
    ['a click in a mail clicked before', { ...clicked, again: true }],
    ['an automatic reply', { type: 'auto-replied', until: monday }],
    ['a bounce that passes', { ...bounced, permanent: false }],
    ['a call that we make', { type: 'call-made', seconds: 600, by: 'anne' }],
    [
      'a change of the score',
      { type: 'scored', reason: 'replied', points: 20, before: 0, after: 20, cause: 'e1', because },
    ],
    ['coming to the threshold', { type: 'qualified', score: 20, threshold: 20, because }],
  ];
  for (const [rule, event] of nothing)
    test(`A12, F8: ${rule} gives nothing`, () => {
      assert.deepEqual(awardsOf(activity('e1', monday, event)), []);
    });

  test('A12: each event of one activity gives its own points', () => {
    assert.equal(after([activity('e1', monday, opened, clicked)]).value, 6);
  });

  test('A12: what the setting gives no points for leaves the score as it was, the very same', () => {
    const score = noScore('acme', 'lead1');
    const [award] = awardsOf(activity('e1', monday, sent));
    assert.ok(award);
    assert.equal(withAward(score, award, by(), monday), score);
    assert.equal(withAward(score, award, by({ points: {} }), monday), score);
  });
});

describe('decay', () => {
  test('A12: points lose half of their worth in each half-life, and none without one', () => {
    assert.equal(decayed(16, monday, days(30), 30), 8);
    assert.equal(decayed(16, monday, days(90), 30), 2);
    assert.equal(rounded(decayed(10, monday, days(15), 30)), 7.07);
    assert.equal(decayed(-16, monday, days(30), 30), -8);
    assert.equal(decayed(16, monday, days(3_000), null), 16);
  });

  test('A12: a score is shown and compared to the hundredth, and never grows by itself', () => {
    assert.equal(rounded(19.995), 20);
    assert.equal(rounded(19.994), 19.99);
    assert.ok(Object.is(rounded(-0.001), 0));
    assert.equal(decayed(16, days(1), monday, 30), 16);
  });

  test('A12: a score read later is what is left of it', () => {
    const score = after([activity('e1', monday, { type: 'replied' })], by({ halfLifeDays: 10 }), monday);
    assert.deepEqual(readingOf(score, by({ halfLifeDays: 10 }), monday), {
      value: 20,
      qualified: true,
      qualifiedSince: monday,
    });
    assert.deepEqual(readingOf(score, by({ halfLifeDays: 10 }), days(10)), { value: 10, qualified: false });
  });

  test('A12: what is left of points after years is nothing, and can be stored', () => {
    const value = after(
      [
        activity('e1', days(600), { type: 'replied' }),
        activity('e2', days(600), { type: 'unsubscribed', by: 'link' }),
        activity('e3', monday, opened),
      ],
      by({ halfLifeDays: 1 }),
    ).value;
    assert.equal(value, 0);
  });
});

describe('the threshold', () => {
  const qualifications = (score: Score) => score.latest.map(({ qualifiedBy }) => qualifiedBy);

  test('A12: is crossed once, by the points that reach it', () => {
    const score = after([
      activity('e1', monday, clicked),
      activity('e2', days(1), { type: 'replied' }),
      activity('e3', days(2), clicked),
    ]);
    assert.deepEqual(qualifications(score), [undefined, 20, undefined]);
    assert.equal(score.qualifiedAt, days(1));
  });

  test('A12: is crossed again after negative points, or decay, took the score below it', () => {
    const replied = { type: 'replied' } as const;
    const negative = after([
      activity('e1', monday, replied),
      activity('e2', days(1), bounced),
      activity('e3', days(2), replied),
    ]);
    assert.deepEqual(qualifications(negative), [20, undefined, 20]);
    assert.equal(negative.qualifiedAt, days(2));
    const decay = after(
      [activity('e1', monday, replied), activity('e2', days(20), replied)],
      by({ halfLifeDays: 10 }),
    );
    assert.deepEqual(qualifications(decay), [20, 20]);
    assert.equal(decay.qualifiedAt, days(20));
  });

  test('A12: a score that fell below is qualified no longer', () => {
    const score = after([activity('e1', monday, { type: 'replied' }), activity('e2', days(1), bounced)]);
    assert.equal(score.qualifiedAt, undefined);
    assert.deepEqual(readingOf(score, by(), days(2)), { value: 10, qualified: false });
  });

  test('A12: lowered, it shows when read, and the next change of the score is told as the crossing', () => {
    const low = by({ threshold: 5 });
    const score = after([activity('e1', monday, clicked)]);
    assert.deepEqual(readingOf(score, low, days(1)), {
      value: 5,
      qualified: true,
      qualifiedSince: undefined,
    });
    const [award] = awardsOf(activity('e2', days(2), opened));
    assert.ok(award);
    const next = withAward(score, award, low, days(2));
    assert.deepEqual([qualifications(next), next.qualifiedAt], [[undefined, 5], days(2)]);
  });

  test('A12: a lead without points has the score 0 and is not qualified', () => {
    assert.deepEqual(readingOf(undefined, by({ threshold: 1 }), monday), { value: 0, qualified: false });
  });
});

describe('the setting', () => {
  test('A12: changed, it counts for points to come and not for those given', () => {
    const score = after([activity('e1', monday, clicked)]);
    const [award] = awardsOf(activity('e2', days(1), clicked));
    assert.ok(award);
    const next = withAward(score, award, by({ points: { mailClicked: 100 } }), days(1));
    assert.equal(next.value, 105);
    assert.deepEqual(
      next.latest.map(({ points, before, after: then, source }) => [points, before, then, source.id]),
      [
        [5, 0, 5, 'paris'],
        [100, 5, 105, 'paris'],
      ],
    );
  });
});

describe('what a score remembers', () => {
  const many = (count: number, at: (index: number) => Instant) =>
    Array.from({ length: count }, (_, index) => activity(`e${index}`, at(index), opened));
  const added = (activities: Activity[], now: (index: number) => Instant) =>
    activities.reduce(
      (score, one, index) => awardsOf(one).reduce((s, award) => withAward(s, award, by(), now(index)), score),
      noScore('acme', 'lead1'),
    );

  test('A12: what was added within a day is recognised, whenever it happened', () => {
    const late = many(60, () => monday);
    const score = added(late, (index) => plusMinutes(days(30), index * 24));
    assert.equal(score.latest.length, 60);
    const again = late.flatMap(awardsOf).reduce((s, award) => withAward(s, award, by(), days(31)), score);
    assert.equal(again, score);
  });

  test('A12: ten are kept to explain it, however old, and two hundred at most', () => {
    assert.equal(
      added(
        many(30, (index) => days(index * 2)),
        (index) => days(index * 2),
      ).latest.length,
      10,
    );
    assert.equal(
      added(
        many(300, () => monday),
        () => monday,
      ).latest.length,
      200,
    );
    assert.equal(
      added(
        many(300, () => monday),
        () => monday,
      ).value,
      300,
    );
  });
});
