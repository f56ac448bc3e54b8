import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { tokensGiven, tokensToAsk, untilNextSecond, type Lease } from '#shared/domain/sending-rate/lease.ts';

describe('tokens of a second', () => {
  const asks: [rule: string, before: Lease | undefined, perSecond: number, tokens: number][] = [
    ['one at first', undefined, 14, 1],
    ['twice as many when the second goes on', { second: 100, asked: 4, left: 0 }, 14, 8],
    ['ten at most', { second: 100, asked: 8, left: 0 }, 500, 10],
    ['no more than a second has', { second: 100, asked: 2, left: 0 }, 3, 3],
    ['as many as were used in a second before', { second: 99, asked: 8, left: 3 }, 14, 5],
    ['one where none were used', { second: 60, asked: 8, left: 8 }, 14, 1],
    ['one where the account may send less than one', undefined, 0.5, 1],
  ];
  for (const [rule, before, perSecond, tokens] of asks)
    test(`F10: are asked for: ${rule}`, () => assert.equal(tokensToAsk(before, 100, perSecond), tokens));

  const cases: [rule: string, asked: number, count: number, given: number][] = [
    ['all while there are enough', 10, 10, 10],
    ['what is left when others took the rest', 10, 18, 6],
    ['none when others took all', 10, 30, 0],
  ];
  for (const [rule, asked, count, given] of cases)
    test(`F10: are given: ${rule}`, () => assert.equal(tokensGiven(asked, count, 14), given));

  test('F10: come anew when the next second begins', () => {
    assert.equal(untilNextSecond(1_000_250), 750);
    assert.equal(untilNextSecond(1_000_000), 1_000);
  });
});
