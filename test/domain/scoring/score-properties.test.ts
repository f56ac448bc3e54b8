import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import type { Activity, ActivityEvent } from '#shared/domain/activity/activity.ts';
import { plusSeconds } from '#shared/domain/time/instants.ts';
import { awardsOf } from '#shared/domain/activity/awards.ts';
import { noScore, rounded, withAward, type Score } from '#shared/domain/scoring/score.ts';
import type { Effective } from '#shared/domain/settings/settings.ts';
import { foldOf } from '#test/support/score-oracle.ts';
import { at } from '#test/support/at.ts';

const start = at('2027-03-01T08:00:00.000Z');
const end = at('2027-06-01T08:00:00.000Z');
const onMessage = { step: 's1', messageId: 'm1' };

const anyEvent = fc
  .record({ kind: fc.nat(6), machine: fc.boolean(), again: fc.boolean() })
  .map(({ kind, machine, again }): ActivityEvent => {
    const events: ActivityEvent[] = [
      { type: 'opened', ...onMessage, machine, again },
      { type: 'clicked', ...onMessage, link: 'https://acme.example', machine, again },
      { type: 'replied' },
      { type: 'call-received', seconds: 60, by: 'anne' },
      { type: 'bounced', permanent: machine, detail: '' },
      { type: 'unsubscribed', by: 'link' },
      { type: 'delivered', ...onMessage },
    ];
    return events[kind] as ActivityEvent;
  });

const anyHistory = fc
  .array(fc.record({ event: anyEvent, second: fc.nat(90 * 86_400) }), { minLength: 1, maxLength: 20 })
  .map((all) =>
    all.map(({ event, second }, index): Activity => {
      const at = plusSeconds(start, second);
      return { organisation: 'acme', leadId: 'lead1', id: `e${index}`, at, events: [event] };
    }),
  );

const points = fc.integer({ min: -1_000, max: 1_000 });
const anyScoring = fc
  .record({
    points: fc.record({
      mailOpened: points,
      mailClicked: points,
      replied: points,
      callReceived: points,
      bounced: points,
      unsubscribed: points,
    }),
    threshold: fc.integer({ min: 1, max: 500 }),
    halfLifeDays: fc.option(fc.integer({ min: 1, max: 90 })),
  })
  .map((value): Effective<'scoring'> => ({ value, source: { level: 'default', id: 'default' } }));

/** As streams deliver: each at least once, some again, in any order. */
const anyDelivery = anyHistory.chain((history) =>
  fc.record({
    history: fc.constant(history),
    delivered: fc
      .subarray(history)
      .chain((again) =>
        fc.shuffledSubarray([...history, ...again], { minLength: history.length + again.length }),
      ),
  }),
);

const scoreOf = (activities: Activity[], scoring: Effective<'scoring'>): Score =>
  activities
    .flatMap(awardsOf)
    .reduce((before, award) => withAward(before, award, scoring, end), noScore('acme', 'lead1'));

describe('scores of random histories', () => {
  test('A12: in any order and with any delivered again, the score is that of each counted once', () => {
    fc.assert(
      fc.property(anyDelivery, anyScoring, ({ history, delivered }, scoring) => {
        const score = scoreOf(delivered, scoring);
        const expected = foldOf(history, scoring.value, score.latest.length === 0 ? end : score.at);
        assert.ok(Math.abs(score.value - expected) < 1e-6, `${score.value}, ${expected}`);
      }),
      { numRuns: 500 },
    );
  });

  test('A12: told one by one, the points lead from 0 to the score, and each crossing is told once', () => {
    fc.assert(
      fc.property(anyHistory, anyScoring, (history, scoring) => {
        const inOrder = history.toSorted((a, b) => (a.at < b.at ? -1 : 1));
        // The latest ten are all within the day before `end`, at which they were added.
        const { latest, value, qualifiedAt } = scoreOf(inOrder, scoring);
        const { threshold, halfLifeDays } = scoring.value;
        for (const [index, { before, after, points: given, qualifiedBy }] of latest.entries()) {
          assert.ok(Math.abs(before + given - after) < 0.011);
          if (halfLifeDays === null) assert.equal(before, latest[index - 1]?.after ?? 0);
          assert.equal(qualifiedBy !== undefined, before < threshold && after >= threshold);
        }
        assert.equal(latest.at(-1)?.after ?? 0, rounded(value));
        assert.equal(qualifiedAt !== undefined, rounded(value) >= threshold);
      }),
    );
  });
});
