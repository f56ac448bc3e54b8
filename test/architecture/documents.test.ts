import assert from 'node:assert/strict';
import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import { before, describe, test } from 'node:test';

const root = `${import.meta.dirname}/../..`;
const docs = 'infra/docs';

/** Most files that a reader opens to follow a due step. */
const MOST_FILES = 10;

/** Files in a list of the architecture, in order: `1. \`file\`: …`. */
function listed(text: string, heading: string): string[] {
  const section = text.split(`\n## ${heading}`)[1]?.split(/^## /m)[0] ?? '';
  return [...section.matchAll(/^\d+\. `([^`]+)`:/gm)].map(([, file = '']) => file);
}

/** The files of this project that a file imports. */
async function importsOf(file: string): Promise<string[]> {
  const text = await readFile(`${root}/${file}`, 'utf8');
  return [...text.matchAll(/(?:from|import) '((?:\.|#)[^']+)'/g)].map(([, target = '']) =>
    target.startsWith('#') ? target.slice(1) : path.join(path.dirname(file), target),
  );
}

describe('a due step, as the architecture tells it', () => {
  let files: string[] = [];
  before(async () => {
    files = listed(await readFile(`${root}/${docs}/architecture.md`, 'utf8'), 'A due step');
  });

  test('is followed in at most ten files, which exist', async () => {
    assert.ok(files.length > 0 && files.length <= MOST_FILES, String(files.length));
    for (const file of files) await assert.doesNotReject(access(`${root}/${file}`), file);
  });

  test('goes from each file to the next: each is imported by one named before it', async () => {
    const reached = new Set(files.slice(0, 1));
    for (const file of files) {
      assert.ok(reached.has(file), file);
      for (const target of await importsOf(file)) reached.add(target);
    }
  });

  test('ends where the answer of the provider is settled', () => {
    assert.match(files[0] ?? '', /^functions\/events\//);
    assert.match(files.at(-1) ?? '', /\/settle\.ts$/);
  });
});

describe('the documents', () => {
  for (const file of ['README.md', 'CONTRIBUTING.md', `${docs}/architecture.md`, `${docs}/glossary.md`]) {
    test(`name only what exists: ${file}`, async () => {
      const text = await readFile(`${root}/${file}`, 'utf8');
      const named = [...text.matchAll(/`((?:shared|functions|infra|test)\/[\w./-]+)`/g)].map(
        ([, to = '']) => to,
      );
      const linked = [...text.matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map(([, to = '']) =>
        path.join(path.dirname(file), to),
      );
      for (const target of [...named, ...linked])
        await assert.doesNotReject(access(`${root}/${target}`), target);
    });
  }
});
