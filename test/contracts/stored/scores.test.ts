import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readStored, storedForm } from '#test/support/stored-form.ts';
import { StoredItemError } from '#shared/contracts/stored/codec.ts';
import type { Contribution, Score } from '#shared/domain/scoring/score.ts';
import { score } from '#test/contracts/store/samples/people.ts';
import { itemSize } from '#test/support/item-size.ts';
import { at } from '#test/support/at.ts';

const UNIT = 1_024;

/** As long as its parts can be. */
const long: Contribution = {
  key: 'AbCdEfGhI0',
  reason: 'callReceived',
  points: -1000,
  at: at('2027-03-15T09:00:00.123Z'),
  appliedAt: at('2027-03-15T09:00:01.999Z'),
  before: -1234.56,
  after: -2234.56,
  source: { level: 'group', id: '0lr8t3k2m5x7p9q10lr8' },
};

test('A12: a score with the ten points that are always kept fits one write unit', (context) => {
  const usual: Contribution = {
    ...long,
    reason: 'mailOpened',
    step: 'step1',
    points: 1,
    before: 12.34,
    after: 13.34,
  };
  const latest = [...Array.from({ length: 4 }, () => long), ...Array.from({ length: 6 }, () => usual)];
  const item = storedForm('scores', { ...score, latest });
  context.diagnostic(`${itemSize(item)} bytes`);
  assert.ok(itemSize(item) <= UNIT, `${itemSize(item)} bytes`);
});

test('A12: negative points, and what is absent, come back as they were', () => {
  const negative: Score = { ...score, value: -0.5, latest: [long] };
  assert.deepEqual(readStored('scores', storedForm('scores', negative)), negative);
});

test('A12: points that were cut off, or given for a reason unknown here, are not read', () => {
  const item = storedForm('scores', score);
  const [first = ''] = item['latest'] as string[];
  for (const latest of [
    [first.slice(0, -3)],
    [first.slice(0, 20)],
    [first.replace('mailOpened', 'birthday')],
    [''],
    ['k ! ! mailOpened 1 0 1 ddefault - -'],
  ])
    assert.throws(() => readStored('scores', { ...item, latest }), StoredItemError);
});
