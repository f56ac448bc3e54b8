import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readFilter } from '#shared/domain/filters/validate-filter.ts';
import { everyKind } from '#test/support/filters.ts';

const known = {
  recordFields: everyKind,
  users: new Set(['anne']),
  sequences: new Set(['autumn']),
  recordTypes: new Set(['offer', 'order']),
};

/** The paths of what is wrong, as texts. */
function wrong(input: unknown, of = known): string[] {
  const read = readFilter(input, of);
  return read.kind === 'filter' ? [] : read.problems.map(({ path }) => path.join('.'));
}

const status = { field: 'record.status', is: 'is', value: 'sent' };

describe('Filters', () => {
  test('E1: each thing that is wrong in a filter is told with its path', () => {
    const filter = {
      all: [
        status,
        { ...status, value: 'lost' },
        { ...status, is: 'starts-with' },
        { field: 'record.colour', is: 'is', value: 'red' },
        { any: [{ field: 'record.lines', is: 'between', value: [1, 'two'] }] },
        { any: [] },
        { field: 'record.sentAt', is: 'more-than-days-after', value: 3, unit: 'weeks' },
        { field: 'record.sentAt', is: 'more-than-days-after', value: 0.5 },
        { field: 'record.keeper', is: 'is', value: 'nobody' },
        { field: 'sequence.lost', is: 'in-sequence' },
        { field: 'record.sentAt', is: 'today', value: 1 },
        { ...status, colour: 'red' },
        { field: 'record.amount', is: 'is', value: { amount: 1, currency: 'euro' } },
        { field: 'record.status', is: 'one-of', value: 'sent' },
        'status is sent',
        { all: [status], any: [status] },
        { field: 'lead.fields.__proto__', is: 'is-set' },
      ],
    };
    assert.deepEqual(wrong(filter), [
      'all.1.value',
      'all.2.is',
      'all.3.field',
      'all.4.any.0.value.1',
      'all.5.any',
      'all.6.unit',
      'all.7.value',
      'all.8.value',
      'all.9.field',
      'all.10.value',
      'all.11.colour',
      'all.12.value',
      'all.13.value',
      'all.14',
      'all.15',
      'all.16.field',
    ]);
  });

  test('E1: fields of records are not for filters over leads', () => {
    assert.deepEqual(wrong(status, { ...known, recordFields: undefined as never }), ['field']);
  });

  test('E1: a filter has 50 conditions at most, and groups within groups five deep', () => {
    const many = (count: number) => ({ all: Array.from({ length: count }, () => status) });
    assert.deepEqual(wrong(many(50)), []);
    assert.deepEqual(wrong(many(51)), ['all.50']);
    const nested = (depth: number): unknown =>
      Array.from({ length: depth }).reduce((inner) => ({ any: [inner] }), status);
    assert.deepEqual(wrong(nested(5)), []);
    assert.equal(wrong(nested(6)).length, 1);
    assert.equal(wrong(nested(100_000)).length, 1);
    assert.equal(wrong({ all: Array.from({ length: 100_000 }, () => ({ any: [] })) }).length < 300, true);
  });

  test('E1: a filter takes 32 KB at most', () => {
    const long = (count: number) => ({
      field: 'record.number',
      is: 'one-of',
      value: Array.from({ length: count }, () => 'x'.repeat(1_000)),
    });
    assert.deepEqual(wrong(long(32)), []);
    assert.deepEqual(wrong(long(33)), ['']);
    assert.deepEqual(wrong(long(51)), ['value']);
  });

  test('E1: all of nothing is everybody, alone', () => {
    assert.deepEqual(wrong({ all: [] }), []);
    assert.deepEqual(wrong({ any: [] }), ['any']);
    assert.deepEqual(wrong({ any: [{ all: [] }] }), ['any.0.all']);
  });

  test('E1: values are kept as they were given', () => {
    const filter = {
      none: [{ field: 'record.sentAt', is: 'more-than-days-after', value: 3, unit: 'hours' }, status],
    };
    assert.deepEqual(readFilter(filter, known), { kind: 'filter', filter });
  });
});
