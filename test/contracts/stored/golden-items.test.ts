import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { activityItem } from '#shared/adapters/activities.ts';
import { activityCodec } from '#shared/contracts/stored/activity.ts';
import type { Item } from '#shared/contracts/stored/codec.ts';
import { decodeFacts, encodeFacts, nameOfFacts } from '#shared/contracts/stored/facts.ts';
import { statisticsCodec } from '#shared/contracts/stored/statistics.ts';
import type { Job } from '#shared/domain/jobs/job.ts';
import { newerAttributesOf } from '#shared/ports/newer-attributes.ts';
import { readStored, storedForm } from '#test/support/stored-form.ts';

/** Items as version 0.2.0 wrote them: every collection, every state of an enrollment, every event. Never made anew. */
const golden = JSON.parse(readFileSync(new URL('golden-items.json', import.meta.url), 'utf8')) as {
  documents: Record<string, Item[]>;
  activities: Item[];
  facts: Item[];
  statistics: Item[];
};

type Name = Parameters<typeof readStored>[0];

/** Without the keys of indexes that have come since, and what these carry. */
const added: Partial<Record<Name, readonly string[]>> = {
  enrollments: ['open', 'by'],
  leads: ['accountKey'],
};
/** And without the day at the end of the place in a queue. */
const withoutAdded = (name: Name, item: Item): Item =>
  Object.fromEntries(
    Object.entries(item)
      .filter(([key]) => added[name]?.includes(key) !== true)
      .map(([key, value]) => [
        key,
        key === 'backlogOrder' ? String(value).replace(/#\d{4}-\d\d-\d\d$/, '') : value,
      ]),
  ) as Item;

/** What DynamoDB and JSON leave of an item. */
const stored = (item: Item): unknown => JSON.parse(JSON.stringify(item));

/**
 * Written otherwise since: a lane's day keeps when what it holds was due, a job without a file nothing of files. The task
 * has every attribute that there is, of which one keeps those of its kind and state.
 */
const changedSince: ReadonlySet<string> = new Set(['laneDays', 'jobs', 'tasks']);

describe('an item of version 0.2.0 is read, and written as it was', () => {
  for (const [name, items] of Object.entries(golden.documents) as [Name, Item[]][]) {
    for (const item of items)
      test(`${name} ${item.sort}`, () => {
        const read = readStored(name, item);
        if (!changedSince.has(name))
          assert.deepEqual(stored(withoutAdded(name, storedForm(name, read))), item);
        // Nothing that a release has written is taken for a newer one's.
        assert.equal(newerAttributesOf(read), undefined);
        if (name === 'jobs') assert.deepEqual(readStored('jobs', storedForm('jobs', read as Job)), read);
      });
  }
  test('of activities', () => {
    for (const item of golden.activities)
      assert.deepEqual(stored(activityItem(activityCodec.decode(item))), item);
  });
  test('of facts', () => {
    for (const item of golden.facts) {
      const [first, ...rest] = decodeFacts(item);
      assert.ok(first !== undefined);
      assert.deepEqual(encodeFacts([first, ...rest], nameOfFacts(item)), item);
    }
  });
  test('of statistics', () => {
    for (const item of golden.statistics) {
      const { partition, sort } = item;
      const read = statisticsCodec.decode(item);
      assert.deepEqual({ partition, sort, ...statisticsCodec.encode(read) }, item);
    }
  });
});
