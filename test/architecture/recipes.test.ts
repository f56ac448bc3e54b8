import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import { before, describe, test } from 'node:test';
import { channelNames } from '#shared/domain/channels/channels.ts';
import { stepTypes } from '#shared/domain/channels/step-types.ts';
import { settingNames } from '#shared/domain/settings/settings.ts';
import { actionTypes } from '#shared/domain/workflows/actions.ts';
import { triggerTypes } from '#shared/domain/workflows/triggers.ts';

const root = `${import.meta.dirname}/../..`;

/** Most files that adding a thing may touch. */
const targets = {
  'Add a setting': 3,
  'Add a step type': 4,
  'Add a workflow trigger': 1,
  'Add a workflow action': 4,
  'Add an endpoint': 3,
} as const;

type Recipe = { most: number | undefined; files: string[] };

/** The recipes of CONTRIBUTING by title: `### Title (at most n files)`, then a line `- \`file\`: …` for each file. */
async function readRecipes(): Promise<Map<string, Recipe>> {
  const text = await readFile(`${root}/CONTRIBUTING.md`, 'utf8');
  const section = text.split('## Recipes')[1]?.split(/^## /m)[0] ?? '';
  return new Map(
    section
      .split(/^### /m)
      .slice(1)
      .map((part) => {
        const [, title = '', most] = /^(.*?)(?: \(at most (\d+) files?\))?\n/.exec(part) ?? [];
        const files = [...part.matchAll(/^- `([^`]+)`:/gm)].map(([, file = '']) => file);
        return [title, { most: most === undefined ? undefined : Number(most), files }];
      }),
  );
}

/** The files that a name stands for: `<…>` is anything within one part of the path. */
async function filesOf(name: string): Promise<string[]> {
  return Array.fromAsync(glob(name.replaceAll(/<[^>]+>/g, '*'), { cwd: root }));
}

/**
 * Files of the product that hold most of some names, as texts or as keys: lists that would have to grow. What the console
 * calls things is a table of its own, whole by its type: the compiler names each that lacks a word.
 */
async function listsOf(names: readonly string[]): Promise<string[]> {
  const lists: string[] = [];
  const exclude = ['functions/console/app/**'];
  for await (const file of glob('{shared,functions,infra}/**/*.ts', { cwd: root, exclude })) {
    const text = await readFile(`${root}/${file}`, 'utf8');
    const held = names.filter((name) => new RegExp(`^\\s*'?${name}'?:|'${name}'`, 'm').test(text));
    if (held.length > (names.length * 2) / 3) lists.push(file);
  }
  return lists.toSorted();
}

describe('a recipe', () => {
  let recipes = new Map<string, Recipe>();
  before(async () => {
    recipes = await readRecipes();
  });

  test('names files that exist', async () => {
    assert.ok(recipes.size >= Object.keys(targets).length);
    for (const [title, { files }] of recipes) {
      for (const file of files) assert.ok((await filesOf(file)).length > 0, `${title}: ${file}`);
    }
  });

  for (const [title, target] of Object.entries(targets)) {
    test(`touches no more files than its target: ${title}`, () => {
      const recipe = recipes.get(title);
      assert.equal(recipe?.most, target);
      assert.ok(recipe.files.length > 0 && recipe.files.length <= target, String(recipe.files));
    });
  }

  const lists = {
    'Add a setting': settingNames,
    'Add a step type': stepTypes,
    'Add a workflow trigger': triggerTypes,
    'Add a workflow action': actionTypes,
  } as const satisfies Partial<Record<keyof typeof targets, readonly string[]>>;
  for (const [title, names] of Object.entries(lists)) {
    test(`names every file that keeps a list of the same things: ${title}`, async () => {
      const named = new Set(recipes.get(title)?.files);
      assert.deepEqual(
        (await listsOf(names)).filter((file) => !named.has(file)),
        [],
      );
    });
  }

  test('of channels: nothing but their table asks which one it is, outside of composing and of lanes', async () => {
    const asking: string[] = [];
    for await (const file of glob('{shared,functions}/**/*.ts', { cwd: root })) {
      if (/use-cases\/(messages|lanes)\/|domain\/(forecast|channels)\//.test(file)) continue;
      const text = await readFile(`${root}/${file}`, 'utf8');
      if (channelNames.some((name) => new RegExp(`(channel|template|lane) [!=]== '${name}'`).test(text)))
        asking.push(file);
    }
    assert.deepEqual(asking, []);
  });
});
