import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { functions, type Grant } from '#functions/manifest.ts';
import { askedBy, type Asked } from './asked.ts';

let askedOf = new Map<string, Asked>();
before(async () => {
  askedOf = new Map(await Promise.all(functions.map(async (one) => [one.id, await askedBy(one)] as const)));
});

/** What a grant gives of a table or a bucket, as `name need`. */
function needsIn(grant: Grant, kind: 'table' | 'bucket'): string[] {
  if (!('access' in grant) || !(kind in grant)) return [];
  const name = 'table' in grant ? grant.table : grant.bucket;
  const needs = grant.access === 'readWrite' ? ['read', 'write'] : [grant.access];
  return needs.map((need) => `${name} ${need}`);
}

describe('every function is granted what its code asks for', () => {
  for (const { id, grants } of functions)
    test(id, () => {
      const granted = new Set(grants.flatMap((grant) => needsIn(grant, 'table')));
      for (const need of askedOf.get(id)?.tables ?? []) assert.ok(granted.has(need), need);
    });
});

test('nothing may be deleted where no use case deletes it', () => {
  for (const { id, grants } of functions)
    for (const grant of grants)
      if ('table' in grant && grant.access === 'remove')
        assert.ok(askedOf.get(id)?.tables.has(`${grant.table} remove`), `${id}: ${grant.table}`);
});

describe('every function of the API is granted what its code asks for, and nothing else', () => {
  for (const { id, trigger, grants } of functions) {
    if (trigger.kind !== 'api') continue;
    test(id, () => {
      const { tables, buckets, queues, uses, unclear } = askedOf.get(id)!;
      assert.deepEqual(
        unclear,
        [],
        'it cannot be told what this needs: call the collection of the store itself',
      );
      const of = (kind: 'table' | 'bucket') => grants.flatMap((grant) => needsIn(grant, kind)).sort();
      // Whoever calls is looked up (F11).
      assert.deepEqual(of('table'), [...new Set([...tables, 'users read'])].sort());
      assert.deepEqual(of('bucket'), [...buckets].sort());
      const queued = grants.flatMap((grant) => ('queue' in grant ? [grant.queue] : []));
      assert.deepEqual(queued.sort(), [...queues].sort());
      const used = grants.flatMap((grant) => ('use' in grant ? [grant.use] : []));
      assert.deepEqual(used.sort(), [...uses].sort());
    });
  }
});

test('what reads for the API writes nothing: an operation of it that does is named among the routes of another', () => {
  const { tables, buckets, queues, uses } = askedOf.get('api-reading')!;
  for (const need of [...tables, ...buckets]) assert.match(need, / read$/);
  assert.deepEqual([...queues, ...uses], []);
});
