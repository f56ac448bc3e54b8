import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';

const root = `${import.meta.dirname}/../..`;

/** Every number of the sections that the product has whole. */
const numbers = [
  ...Array.from({ length: 15 }, (_, n) => `A${n + 1}`),
  ...Array.from({ length: 11 }, (_, n) => `D${n + 1}`),
  ...Array.from({ length: 8 }, (_, n) => `F${n + 1}`),
  'F10',
];

/** The sections of the specification: number, and what stands under it. */
async function sections(): Promise<Map<string, string>> {
  const text = await readFile(`${root}/infra/docs/behaviour.md`, 'utf8');
  const parts = text.split(/^### (?=[A-F]\d+ )/m).slice(1);
  return new Map(
    parts.map((part) => {
      const [head = '', ...body] = part.split('\n');
      return [head.split(' ', 1)[0] ?? '', body.join('\n').split(/^## /m)[0]?.trim() ?? ''];
    }),
  );
}

/** The numbers at the head of the titles of tests: `test('A12, F8: …`. */
async function numbersOfTests(): Promise<Set<string>> {
  const found = new Set<string>();
  for await (const file of glob('test/**/*.test.ts', { cwd: root })) {
    const text = await readFile(`${root}/${file}`, 'utf8');
    for (const [, head = ''] of text.matchAll(/\btest\(\s*['"`]([A-F]\d+(?:, [A-F]\d+)*): \S/g)) {
      for (const number of head.split(', ')) found.add(number);
    }
  }
  return found;
}

describe('the specification of the product', () => {
  test('has a section under each number', async () => {
    const bodies = await sections();
    assert.deepEqual(
      numbers.filter((number) => (bodies.get(number) ?? '').length < 80),
      [],
    );
  });

  test('has for each number a test that bears it at the head of its title', async () => {
    const borne = await numbersOfTests();
    assert.deepEqual(
      numbers.filter((number) => !borne.has(number)),
      [],
    );
  });

  test('has a section for each number that a test bears', async () => {
    const bodies = await sections();
    assert.deepEqual(
      [...(await numbersOfTests())].filter((number) => !bodies.has(number)),
      [],
    );
  });
});
