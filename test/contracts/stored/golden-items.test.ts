import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { activityItem } from '#shared/adapters/activities.ts';
import { fromItem, toItem, type Collection } from '#shared/adapters/collection.ts';
import { collections } from '#shared/adapters/collections.ts';
import { factItems } from '#shared/adapters/facts.ts';
import { activityCodec } from '#shared/contracts/stored/activity.ts';
import type { Item } from '#shared/contracts/stored/codec.ts';
import { decodeFacts } from '#shared/contracts/stored/facts.ts';
import type { Stored } from '#shared/ports/documents.ts';

/** Items as version 0.2.0 wrote them: every collection, every state of an enrollment, every event. Never made anew. */
const golden = JSON.parse(readFileSync(new URL('golden-items.json', import.meta.url), 'utf8')) as {
  documents: Record<string, Item[]>;
  activities: Item[];
  facts: Item[];
};

/** What DynamoDB and JSON leave of an item. */
const stored = (item: Item): unknown => JSON.parse(JSON.stringify(item));

/** Written otherwise since: a lane's day keeps when what it holds was due, a job without a file nothing of files. */
const changedSince: ReadonlySet<string> = new Set(['laneDays', 'jobs']);

describe('an item of version 0.2.0 is read, and written as it was', () => {
  for (const [name, items] of Object.entries(golden.documents)) {
    const collection = collections[name as keyof typeof collections] as unknown as Collection<Stored, string>;
    for (const item of items)
      test(`${name} ${item.sort}`, () => {
        const read = fromItem(collection, item);
        if (!changedSince.has(name)) assert.deepEqual(stored(toItem(collection, read)), item);
        if (name === 'jobs') assert.deepEqual(fromItem(collection, toItem(collection, read)), read);
      });
  }
  test('of activities', () => {
    for (const item of golden.activities)
      assert.deepEqual(stored(activityItem(activityCodec.decode(item))), item);
  });
  test('of facts', () => {
    assert.deepEqual(
      golden.facts.flatMap((item) => factItems(decodeFacts(item), 'batch-1')),
      golden.facts,
    );
  });
});
