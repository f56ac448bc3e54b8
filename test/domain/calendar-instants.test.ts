import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  InvalidInstantError,
  epochSeconds,
  fromEpochMs,
  maxInstant,
  plusMinutes,
  plusSeconds,
  secondsBetween,
  startOfSecond,
  textOf,
  toInstant,
  wholeSecond,
  writtenInstant,
} from '#shared/domain/time/instants.ts';
import { at } from '#test/support/at.ts';

describe('reading instants', () => {
  const readings: [text: string, instant: string][] = [
    ['2026-11-21T20:00:00.000Z', '2026-11-21T20:00:00.000Z'],
    ['2026-11-21T20:00:00Z', '2026-11-21T20:00:00.000Z'],
    ['2026-11-21T20:00Z', '2026-11-21T20:00:00.000Z'],
    ['2026-11-21T20:00:00.123999+05:30', '2026-11-21T14:30:00.123Z'],
    ['2026-12-31T23:30:00-05:00', '2027-01-01T04:30:00.000Z'],
    ['2026-11-21T20:00:00+01:00[Europe/Paris]', '2026-11-21T19:00:00.000Z'],
    ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00.000Z'],
    ['2016-12-31T23:59:60Z', '2016-12-31T23:59:59.000Z'],
    ['0000-01-01T00:00:00Z', '0000-01-01T00:00:00.000Z'],
  ];
  for (const [text, instant] of readings)
    test(`${text} is ${instant}`, () => assert.equal(textOf(toInstant(text)), instant));

  const refused = [
    '2026-02-30T00:00:00.000Z',
    '2027-02-29T00:00:00Z',
    '2026-11-21T24:00:00.000Z',
    '2026-11-21T20:00:00',
    '2026-11-21',
    'tomorrow',
    '',
    '-000001-12-31T23:59:59Z',
    '+010000-01-01T00:00:00Z',
  ];
  for (const text of refused)
    test(`refuses ${JSON.stringify(text)}`, () => assert.throws(() => toInstant(text), InvalidInstantError));

  test('arithmetic refuses to leave the years that can be written', () => {
    assert.throws(() => plusSeconds(at('0000-01-01T00:00:00.000Z'), -1), InvalidInstantError);
    assert.throws(() => plusSeconds(at('9999-12-31T23:59:59.999Z'), 1), InvalidInstantError);
    assert.throws(() => fromEpochMs(NaN), InvalidInstantError);
  });
});

describe('instant arithmetic', () => {
  test('crosses year ends and leap days', () => {
    assert.equal(plusSeconds(at('2026-12-31T23:59:30.250Z'), 45), at('2027-01-01T00:00:15.250Z'));
    assert.equal(plusMinutes(at('2028-02-28T23:59:00.000Z'), 1), at('2028-02-29T00:00:00.000Z'));
    assert.equal(plusMinutes(at('2027-02-28T23:59:00.000Z'), 1), at('2027-03-01T00:00:00.000Z'));
    assert.equal(plusMinutes(at('2026-01-01T00:00:00.000Z'), -1), at('2025-12-31T23:59:00.000Z'));
    assert.equal(plusSeconds(at('2026-01-01T00:00:00.000Z'), 0.0015), at('2026-01-01T00:00:00.002Z'));
  });
  test('seconds between are elapsed and signed', () => {
    assert.equal(secondsBetween(at('2026-10-25T00:00:00.000Z'), at('2026-10-26T00:00:00.500Z')), 86_400.5);
    assert.equal(secondsBetween(at('2026-10-26T00:00:00.000Z'), at('2026-10-25T23:59:00.000Z')), -60);
  });
  test('epoch seconds round down', () => {
    assert.equal(epochSeconds(at('1970-01-01T00:00:01.999Z')), 1);
    assert.equal(epochSeconds(at('1969-12-31T23:59:59.001Z')), -1);
  });
  test('a whole second is kept, another moved to the next or cut to the last', () => {
    const [whole, between] = [at('1969-12-31T23:59:58.000Z'), at('1969-12-31T23:59:58.001Z')];
    assert.deepEqual([wholeSecond(whole), startOfSecond(whole)], [whole, whole]);
    assert.equal(wholeSecond(between), at('1969-12-31T23:59:59.000Z'));
    assert.equal(startOfSecond(between), whole);
  });
  test('the latest of some instants', () => {
    assert.equal(
      maxInstant(
        at('2026-01-02T00:00:00.000Z'),
        at('2026-01-10T00:00:00.000Z'),
        at('2025-12-31T00:00:00.000Z'),
      ),
      at('2026-01-10T00:00:00.000Z'),
    );
  });
  test('writes and reads every moment as the platform does', () => {
    const moments = fc.date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(moments, (date) => {
        assert.equal(textOf(fromEpochMs(date.getTime())), date.toISOString());
        assert.equal(toInstant(date.toISOString()), date.getTime());
        assert.equal(writtenInstant(date.toISOString()), date.getTime());
      }),
    );
  });
});
