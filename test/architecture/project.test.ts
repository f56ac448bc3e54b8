import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';

const root = `${import.meta.dirname}/../..`;

describe('the project', () => {
  test('runs on Node 24 or later, whatever the machine has', () => {
    assert.ok(Number(process.versions.node.split('.')[0]) >= 24, process.version);
  });

  test('has its code in four folders', async () => {
    const entries = await readdir(root, { withFileTypes: true });
    const made = ['node_modules', 'cdk.out', 'coverage', 'demo-output'];
    const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    const own = folders.filter((name) => !name.startsWith('.') && !made.includes(name));
    assert.deepEqual(own.toSorted(), ['functions', 'infra', 'shared', 'test']);
  });

  test('numbers its decision records without a gap, each as its title does', async () => {
    const folder = `${root}/infra/docs/adr`;
    const records = (await readdir(folder)).toSorted();
    for (const [index, name] of records.entries()) {
      assert.ok(name.startsWith(String(index + 1).padStart(4, '0')), name);
      assert.ok((await readFile(`${folder}/${name}`, 'utf8')).startsWith(`# ${index + 1}. `), name);
    }
  });

  test('names in its scripts only files that exist', async () => {
    const text = await readFile(`${root}/package.json`, 'utf8');
    for (const [, file] of text.matchAll(/node (?:--[\w-]+(?:=\d+)? )*([\w./-]+\.m?[jt]s)/g)) {
      await assert.doesNotReject(readFile(`${root}/${file}`), file);
    }
  });
});
