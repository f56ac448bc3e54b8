import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readyMadeIds, readyMadeType, typeInForce } from '#shared/domain/records/ready-made.ts';
import type { RecordField, RecordType } from '#shared/domain/records/record-type.ts';
import { lossesOf, recordTypeProblems } from '#shared/domain/records/validate-record-type.ts';

const order = readyMadeType('acme', 'order') as RecordType;

/** What keeps fields from being saved, as paths. */
const wrongAt = (...fields: RecordField[]) =>
  recordTypeProblems({ fields }, undefined).map(({ path }) => path.join('.'));

test('E1: offers, invoices and orders are there without being made', () => {
  assert.deepEqual(readyMadeIds, ['offer', 'invoice', 'order']);
  for (const id of readyMadeIds) {
    assert.deepEqual(recordTypeProblems(readyMadeType('acme', id) as RecordType, undefined), []);
    assert.deepEqual(typeInForce('acme', id, undefined), readyMadeType('acme', id));
  }
  assert.equal(typeInForce('acme', 'contract', undefined), undefined);
});

test('E1: a field has a name of its own, and choices where it is one', () => {
  assert.deepEqual(wrongAt({ name: 'a', type: 'text' }, { name: 'a', type: 'number' }), ['fields.1.name']);
  assert.deepEqual(wrongAt({ name: 'id', type: 'text' }), ['fields.0.name']);
  assert.deepEqual(wrongAt({ name: 'constructor', type: 'text' }), ['fields.0.name']);
  assert.deepEqual(wrongAt({ name: 'a', type: 'choice' }), ['fields.0.choices']);
  assert.deepEqual(wrongAt({ name: 'a', type: 'choice', choices: ['x', 'x'] }), ['fields.0.choices']);
  assert.deepEqual(wrongAt({ name: 'a', type: 'text', choices: ['x'] }), ['fields.0.choices']);
});

test('E1: what is ready-made may be added to, and loses nothing', () => {
  const vat: RecordField = { name: 'vat', type: 'number' };
  const grown = order.fields.map((field) =>
    field.name === 'status' ? { ...field, choices: [...(field.choices ?? []), 'returned'] } : field,
  );
  assert.deepEqual(recordTypeProblems({ fields: [...grown, vat] }, order), []);
  const lost = recordTypeProblems({ fields: order.fields.slice(1) }, order);
  assert.deepEqual(lost, [
    {
      path: ['fields'],
      message: 'The field “number” cannot be taken away. It is part of the ready-made record type “Order”.',
    },
  ]);
  const retyped = order.fields.map((field) => (field.name === 'number' ? { ...vat, name: 'number' } : field));
  assert.equal(recordTypeProblems({ fields: retyped }, order).length, 1);
});

test('E1: the choices that values may have are part of what a type must not lose', () => {
  const fewer = order.fields.map((field) =>
    field.name === 'status' ? { ...field, choices: ['placed', 'confirmed', 'shipped', 'delivered'] } : field,
  );
  assert.deepEqual(lossesOf(order, { fields: fewer }), [
    'The choice “cancelled” of the field “status” cannot be taken away.',
  ]);
});

test('E1: a stored type has the ready-made fields that have come since', () => {
  const stored = { ...order, revision: 3, name: 'Commande', fields: order.fields.slice(1) };
  const { name, fields } = typeInForce('acme', 'order', stored) as RecordType;
  assert.equal(name, 'Commande');
  assert.deepEqual(fields, [...order.fields.slice(1), order.fields[0]]);
});
