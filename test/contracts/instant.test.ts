import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import * as z from 'zod/mini';
import { instant } from '#shared/domain/time/instant-text.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { withTexts } from '#shared/domain/time/with-texts.ts';
import { at } from '#test/support/at.ts';

describe('an instant at the edge', () => {
  test('is a number inside and its ISO text outside, there and back', () => {
    assert.equal(z.decode(instant, '2027-03-28T01:00:00.000Z'), Date.UTC(2027, 2, 28, 1));
    assert.equal(z.encode(instant, at('2027-03-28T03:00:00+02:00')), '2027-03-28T01:00:00.000Z');
    const moments = fc.date({
      min: new Date('0000-01-01T00:00:00.000Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(moments, (date) => {
        const text = date.toISOString();
        assert.equal(z.encode(instant, z.decode(instant, text)), text);
        assert.equal(z.decode(instant, text), date.getTime());
      }),
    );
  });

  for (const text of [
    '2027-03-28T01:00:00Z',
    '2027-03-28T01:00:00.000+00:00',
    '2027-02-30T01:00:00.000Z',
    '2027-13-01T01:00:00.000Z',
    '2027-03-28T24:00:00.000Z',
    '2027-03-28T01:00:60.000Z',
    '2027-03-28',
    '1806199200000',
    '',
    1_806_199_200_000,
    null,
    undefined,
  ])
    test(`is not read from ${text === undefined ? 'nothing' : JSON.stringify(text)}`, () =>
      assert.equal(z.safeParse(instant, text).success, false));

  test('is not written from what is no instant', () => {
    for (const value of ['2027-03-28T01:00:00.000Z', 1.5, NaN])
      assert.throws(() => z.encode(instant, value as never), z.core.$ZodError);
  });

  test('is told from any other number and text by its type', () => {
    // @ts-expect-error a number is no instant
    const number: Instant = 1_806_199_200_000;
    // @ts-expect-error a text is no instant
    const text: Instant = '2027-03-28T01:00:00.000Z';
    assert.notEqual(number, text);
  });
});

test('a value is told with its instants as texts, and all else as it is, in its order', () => {
  const task: {
    id: string;
    dueAt: Instant;
    closedAt?: Instant | undefined;
    sentAt?: Instant | undefined;
    tries: number;
  } = { id: 't1', dueAt: at('2027-03-28T01:00:00Z'), closedAt: undefined, tries: 3 };
  const told = withTexts(task, { dueAt: true, closedAt: true, sentAt: true });
  assert.equal(JSON.stringify(told), '{"id":"t1","dueAt":"2027-03-28T01:00:00.000Z","tries":3}');
});
