import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Files } from '#shared/ports/files.ts';

const read = async (files: Files, key: string, from: number, length: number) => {
  const found = await files.read(key, { from, length });
  return found && { text: new TextDecoder().decode(found.bytes), total: found.total };
};

/** What every place for files does. */
export function filesContract(name: string, open: () => Files): void {
  describe(`the ${name} files`, () => {
    test('are read piece by piece, and know how long they are', async () => {
      const files = open();
      await files.write('acme/j1.csv', 'email\na@x.example\n', 'text/csv');
      assert.deepEqual(await read(files, 'acme/j1.csv', 0, 5), { text: 'email', total: 18 });
      assert.deepEqual(await read(files, 'acme/j1.csv', 16, 100), { text: 'e\n', total: 18 });
      assert.deepEqual(await read(files, 'acme/j1.csv', 18, 100), { text: '', total: 18 });
    });

    test('F9: that are removed are gone, and may be removed again', async () => {
      const files = open();
      await files.write('acme/j2.csv', 'email', 'text/csv');
      await files.remove('acme/j2.csv');
      await files.remove('acme/j2.csv');
      assert.equal(await files.read('acme/j2.csv', { from: 0, length: 1 }), undefined);
    });

    test('that do not exist are undefined', async () => {
      assert.equal(await open().read('acme/none.csv', { from: 0, length: 1 }), undefined);
    });
  });
}
