import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { mutants } from './mutants.ts';

test('each planted bug still has its place: the text that it replaces stands once in its file', () => {
  assert.ok(mutants.length >= 15);
  assert.equal(new Set(mutants.map(({ name }) => name)).size, mutants.length);
  const lost = mutants.flatMap(({ name, patches }) =>
    patches
      .filter(({ file, find }) => {
        const source = readFileSync(resolve(import.meta.dirname, '../..', file), 'utf8');
        return source.split(find).length !== 2;
      })
      .map(({ file, find }) => `${name}: ${file} holds not once: ${find}`),
  );
  assert.deepEqual(lost, []);
});
