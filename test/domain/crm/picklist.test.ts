import assert from 'node:assert/strict';
import { test } from 'node:test';
import { optionsKept } from '#shared/domain/crm/picklist.ts';

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
const option = (n: number, length: number) => ({
  ...{ value: `${n} ${'é'.repeat(length)}`, label: `${n} ${'é'.repeat(length)}`, active: true },
});

test('B3: a list of values is kept as it is, with what each depends on', () => {
  const all = [{ ...option(1, 10), dependsOn: { field: 'Industry', values: ['Biotech'] } }];
  assert.deepEqual(optionsKept(all), all);
});

test('B3: however long a list of the CRM is, an item holds what is kept of it', () => {
  const values = Array.from({ length: 300 }, (_, n) => `controlling value ${n}`);
  const dependent = Array.from({ length: 1_000 }, (_, n) => ({
    ...{ ...option(n, 20), dependsOn: { field: 'Industry', values } },
  }));
  const kept = optionsKept(dependent);
  assert.equal(kept.length, 1_000);
  assert.equal(bytesOf(kept) < 320_000, true);
  const long = optionsKept(Array.from({ length: 1_000 }, (_, n) => option(n, 250)));
  assert.equal(long.length > 200 && bytesOf(long) < 320_000, true);
});
