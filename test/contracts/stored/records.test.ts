import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Item } from '#shared/contracts/stored/codec.ts';
import { digitsOfCurrency } from '#shared/domain/records/currencies.ts';
import { deletedRecord } from '#shared/domain/records/delete-record.ts';
import { readValues } from '#shared/domain/records/read-values.ts';
import type { RecordField } from '#shared/domain/records/record-type.ts';
import { record } from '#test/contracts/store/samples/records.ts';
import { readStored, storedForm } from '#test/support/stored-form.ts';

const fields: RecordField[] = [
  { name: 'text', type: 'text' },
  { name: 'number', type: 'number' },
  { name: 'money', type: 'money' },
  { name: 'date', type: 'date' },
  { name: 'instant', type: 'instant' },
  { name: 'choice', type: 'choice', choices: ['one', 'two'] },
  { name: 'yesNo', type: 'yes-no' },
];

const moment = fc.date({ min: new Date('0000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
const money = fc
  .record({
    amount: fc.integer({ min: -1e12, max: 1e12 }),
    currency: fc.constantFrom('EUR', 'JPY', 'KWD', 'CLF', 'RON'),
  })
  .map(({ amount, currency }) => {
    const digits = digitsOfCurrency(currency);
    return { amount: Number((amount / 10 ** digits).toFixed(digits)), currency };
  });
const given = fc.record(
  {
    text: fc.string({ unit: 'binary', maxLength: 200 }),
    number: fc.double(),
    money,
    date: moment.map((at) => at.toISOString().slice(0, 10)),
    instant: moment.map((at) => at.toISOString()),
    choice: fc.constantFrom('one', 'two'),
    yesNo: fc.boolean(),
  },
  { requiredKeys: [] },
);

test('E1: every value that is taken comes back from the store as it was, and is taken again alike', () => {
  fc.assert(
    fc.property(given, (written) => {
      const { values } = readValues({ name: 'Any', fields }, written);
      const item = storedForm('records', { ...record, values });
      const stored = unmarshall(marshall(item, { removeUndefinedValues: true })) as Item;
      assert.deepEqual(readStored('records', stored).values, values);
      assert.deepEqual(readValues({ name: 'Any', fields }, values), { values, problems: [], users: [] });
    }),
    { numRuns: 300 },
  );
});

test('E1: a record is found by its lead, account, owner and type, and by none of them once it is deleted', () => {
  const keys = ['leadKey', 'accountKey', 'ownerKey', 'typeKey'];
  const item = storedForm('records', record);
  assert.deepEqual(
    keys.map((key) => item[key]),
    [`acme#${record.leadId}`, 'acme#a1', 'acme#u1', 'acme#contract'].map((key) =>
      key.replace('acme', record.organisation),
    ),
  );
  const deleted = { ...deletedRecord(record, 'u1', record.changedAt), revision: 3 };
  const left = storedForm('records', deleted);
  assert.deepEqual(
    keys.filter((key) => key in left),
    [],
  );
  assert.deepEqual(left.values, {});
});
