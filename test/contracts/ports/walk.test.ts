import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page, PageRequest } from '#shared/ports/documents.ts';
import { walk, walkPages } from '#shared/ports/walk.ts';

/** A list of the numbers from 1, and the sizes of the pages that were asked for. */
function numbers(last: number): { read: (request: PageRequest) => Promise<Page<number>>; asked: number[] } {
  const asked: number[] = [];
  return {
    asked,
    async read({ limit, cursor = '0' }) {
      asked.push(limit);
      const from = Number(cursor);
      const items = Array.from({ length: Math.min(limit, last - from) }, (_, index) => from + index + 1);
      const to = from + items.length;
      return to < last ? { items, cursor: String(to) } : { items };
    },
  };
}

test('a list is walked to its end, page by page', async () => {
  const { read, asked } = numbers(5);
  assert.deepEqual(await Array.fromAsync(walk(read, { limit: 2 })), [1, 2, 3, 4, 5]);
  assert.deepEqual(asked, [2, 2, 2]);
});

test('a page is not asked for before the one before was worked off', async () => {
  const { read, asked } = numbers(1_000);
  for await (const number of walk(read)) if (number === 100) break;
  assert.deepEqual(asked, [100]);
});

test('a walk of so many at most ends there, and says where to go on', async () => {
  const { read, asked } = numbers(10);
  const pages = await Array.fromAsync(walkPages(read, { cursor: '2', limit: 3, most: 5 }));
  assert.deepEqual(pages, [
    { items: [3, 4, 5], cursor: '5' },
    { items: [6, 7], cursor: '7' },
  ]);
  assert.deepEqual(asked, [3, 2]);
});
