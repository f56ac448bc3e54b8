import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeValue } from '#shared/domain/records/describe-value.ts';
import { readValues } from '#shared/domain/records/read-values.ts';
import type { RecordType } from '#shared/domain/records/record-type.ts';

const type: Pick<RecordType, 'name' | 'fields'> = {
  name: 'Contract',
  fields: [
    { name: 'title', type: 'text' },
    { name: 'seats', type: 'number' },
    { name: 'fee', type: 'money' },
    { name: 'endsOn', type: 'date' },
    { name: 'signedAt', type: 'instant' },
    { name: 'kind', type: 'choice', choices: ['yearly', 'monthly'] },
    { name: 'signed', type: 'yes-no' },
    { name: 'adviser', type: 'user' },
  ],
};

/** What is wrong with one value, as paths. */
const wrongAt = (given: object) => readValues(type, given).problems.map(({ path }) => path.join('.'));

test('E1: values are kept in one form: moments in UTC, texts trimmed, nothing where nothing is said', () => {
  const given = {
    title: ' Mender ',
    seats: 12,
    fee: { amount: 1_234.5, currency: 'EUR' },
    endsOn: '2028-02-29',
    signedAt: '2027-03-28T03:30:00+02:00',
    kind: 'yearly',
    signed: false,
    adviser: 'claire',
  };
  const read = readValues(type, given);
  assert.deepEqual(read.problems, []);
  assert.deepEqual(read.values, { ...given, title: 'Mender', signedAt: '2027-03-28T01:30:00.000Z' });
  assert.deepEqual(read.users, [{ field: 'adviser', userId: 'claire' }]);
  assert.deepEqual(readValues(type, { title: null, seats: null, kind: ' ' }).values, {});
});

const wrongValues: [unknown: object, path: string][] = [
  [{ title: 7 }, 'title'],
  [{ title: 'x'.repeat(1_001) }, 'title'],
  [{ title: 'a\u0007b' }, 'title'],
  [{ seats: '12' }, 'seats'],
  [{ seats: Number.NaN }, 'seats'],
  [{ seats: 1e16 }, 'seats'],
  [{ seats: 1e-300 }, 'seats'],
  [{ seats: -5e-7 }, 'seats'],
  [{ fee: 12 }, 'fee'],
  [{ fee: { amount: 1, currency: 'EUR', vat: 1 } }, 'fee'],
  [{ fee: { amount: 1, currency: 'eur' } }, 'fee.currency'],
  [{ fee: { amount: 1, currency: 'DEM' } }, 'fee.currency'],
  [{ fee: { amount: 1.005, currency: 'EUR' } }, 'fee.amount'],
  [{ fee: { amount: 1.5, currency: 'JPY' } }, 'fee.amount'],
  [{ fee: { amount: Infinity, currency: 'EUR' } }, 'fee.amount'],
  [{ endsOn: '2027-02-29' }, 'endsOn'],
  [{ signedAt: '2027-03-28T03:30:00' }, 'signedAt'],
  [{ kind: 'weekly' }, 'kind'],
  [{ signed: 'yes' }, 'signed'],
  [{ adviser: 3 }, 'adviser'],
  [{ unknown: 3 }, 'unknown'],
  [JSON.parse('{ "__proto__": 1 }') as object, '__proto__'],
];
for (const [given, path] of wrongValues) {
  test(`E1: a wrong value is told by its path: ${JSON.stringify(given).slice(0, 60)}`, () => {
    assert.deepEqual(wrongAt(given), [path]);
  });
}

test('E1: a record is bounded as a whole', () => {
  const fields = Array.from({ length: 50 }, (_, at) => ({ name: `f${at}`, type: 'text' as const }));
  const given = Object.fromEntries(fields.map(({ name }) => [name, 'x'.repeat(1_000)]));
  const { problems } = readValues({ name: 'Long', fields }, given);
  assert.deepEqual(
    problems.map(({ path }) => path),
    [[]],
  );
});

test('E1: values are shown plainly', () => {
  const shown: [Parameters<typeof describeValue>[0], string][] = [
    [{ amount: 1_234.5, currency: 'EUR' }, '1,234.50 EUR'],
    [{ amount: -1_234_567.891, currency: 'KWD' }, '-1,234,567.891 KWD'],
    [{ amount: 120, currency: 'JPY' }, '120 JPY'],
    [{ amount: 0, currency: 'RON' }, '0.00 RON'],
    [1_234.5, '1234.5'],
    [0.000_001_5, '0.0000015'],
    [1e15, '1000000000000000'],
    [true, 'yes'],
    [false, 'no'],
    ['2027-05-14', '2027-05-14'],
  ];
  for (const [value, text] of shown) assert.equal(describeValue(value), text);
});
