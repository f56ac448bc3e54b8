import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';

const root = `${import.meta.dirname}/../..`;

/** Folders whose folders must not import in circles. */
const houses = [
  'shared/domain',
  'shared/use-cases',
  'shared/use-cases/jobs',
  'shared/contracts',
  'shared/adapters',
  'functions',
  'infra',
  'infra/local',
];

/** Which folder of a house imports which others of it. */
async function importsBetween(house: string): Promise<Map<string, Set<string>>> {
  const imports = new Map<string, Set<string>>();
  for await (const file of glob(`${house}/*/**/*.ts`, { cwd: root })) {
    const [from = ''] = path.relative(house, file).split('/');
    const text = await readFile(`${root}/${file}`, 'utf8');
    for (const [, target = ''] of text.matchAll(/(?:from|import) '((?:\.|#)[^']+)'/g)) {
      const at = target.startsWith('#') ? target.slice(1) : path.join(path.dirname(file), target);
      const [to = '', ...rest] = path.relative(house, at).split('/');
      if (to === '..' || to === from || rest.length === 0) continue;
      imports.set(from, (imports.get(from) ?? new Set()).add(to));
    }
  }
  return imports;
}

/** The folders that a folder comes back to itself through; empty: there is no way back. */
function circleFrom(start: string, imports: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const ways: string[][] = [[start]];
  const seen = new Set<string>();
  for (let way = ways.shift(); way !== undefined; way = ways.shift()) {
    for (const next of imports.get(way.at(-1) ?? '') ?? []) {
      if (next === start) return [...way, start];
      if (!seen.has(next)) ways.push([...way, next]);
      seen.add(next);
    }
  }
  return [];
}

describe('the rooms', () => {
  for (const house of houses) {
    test(`of ${house} do not import in circles`, async () => {
      const imports = await importsBetween(house);
      const circles = [...imports.keys()].map((folder) => circleFrom(folder, imports).join(' → '));
      assert.deepEqual(
        circles.filter((circle) => circle !== ''),
        [],
      );
    });
  }

  test('the kernel imports nobody', async () => {
    const imports = await importsBetween('shared/domain');
    assert.deepEqual([...(imports.get('kernel') ?? [])], []);
  });
});
