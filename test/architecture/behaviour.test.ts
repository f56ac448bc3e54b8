import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';

const root = `${import.meta.dirname}/../..`;

/** Every number that the product has; of what it does not have there is no section. */
const numbers = [
  ...Array.from({ length: 15 }, (_, n) => `A${n + 1}`),
  ...Array.from({ length: 6 }, (_, n) => `B${n + 1}`),
  ...Array.from({ length: 8 }, (_, n) => `C${n + 1}`),
  ...Array.from({ length: 11 }, (_, n) => `D${n + 1}`),
  ...Array.from({ length: 8 }, (_, n) => `E${n + 1}`),
  ...Array.from({ length: 8 }, (_, n) => `F${n + 1}`),
  ...Array.from({ length: 8 }, (_, n) => `F${n + 9}`),
];

/** Some numbers as titles and texts write them: `A12, F8`, `A1–A5`. */
const some = String.raw`[A-F]\d{1,2}(?:(?:, |–| and )[A-F]\d{1,2})*`;

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

/** The single numbers of `A1–A3, D5`. */
function singly(list: string): string[] {
  return list.split(/, | and /).flatMap((part) => {
    const [first = '', last = first] = part.split('–');
    const letter = first.slice(0, 1);
    const from = Number(first.slice(1));
    return Array.from({ length: Number(last.slice(1)) - from + 1 }, (_, n) => `${letter}${from + n}`);
  });
}

type Found = Map<string, string>;

/** Numbers in texts of some files, and where each is; `pattern` finds lists of numbers. */
async function numbersIn(files: string, pattern: RegExp): Promise<Found> {
  const found: Found = new Map();
  for await (const file of glob(files, { cwd: root })) {
    const text = await readFile(`${root}/${file}`, 'utf8');
    for (const [, list = ''] of text.matchAll(pattern))
      for (const number of singly(list)) found.set(number, file);
  }
  return found;
}

/**
 * The numbers at the head of the titles of tests, `A12, F8: …`: in quotes of any kind, of `test` or `it`, and in tables
 * whose rows are titles.
 */
function numbersOfTests(): Promise<Found> {
  return numbersIn('test/**/*.test.ts', new RegExp(String.raw`['"\x60](${some}): \S`, 'g'));
}

/** The numbers anywhere in a title, of a test or of a group of tests. */
async function numbersInTitles(): Promise<Found> {
  const found: Found = new Map();
  for await (const file of glob('test/**/*.test.ts', { cwd: root })) {
    const text = await readFile(`${root}/${file}`, 'utf8');
    const titles = text.matchAll(
      /\b(?:test|it|describe|suite)(?:\.\w+)?\(\s*(['"`])((?:\\.|(?!\1)[^])*?)\1/g,
    );
    for (const [, , title = ''] of titles)
      for (const [list] of title.matchAll(new RegExp(String.raw`\b${some}\b`, 'g')))
        for (const number of singly(list)) found.set(number, file);
  }
  return found;
}

/** The numbers that a comment, an API text or a document cites: `(A12, F8)`. */
async function numbersCited(): Promise<Found> {
  const cited = new RegExp(String.raw`\((${some})[),.;]`, 'g');
  const code = await numbersIn('{shared,functions,infra,test}/**/*.ts', cited);
  return new Map([...code, ...(await numbersIn('{*.md,infra/docs/**/*.md}', cited))]);
}

async function withoutSection(found: Found): Promise<[string, string][]> {
  const bodies = await sections();
  return [...found].filter(([number]) => !bodies.has(number));
}

describe('the specification of the product', () => {
  test('has a section under each number, and none else', async () => {
    const bodies = await sections();
    assert.deepEqual([...bodies.keys()].toSorted(), numbers.toSorted());
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
    assert.deepEqual(await withoutSection(await numbersOfTests()), []);
    assert.deepEqual(await withoutSection(await numbersInTitles()), []);
  });

  test('has a section for each number that is cited anywhere', async () => {
    assert.deepEqual(await withoutSection(await numbersCited()), []);
  });
});
