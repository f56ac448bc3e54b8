import assert from 'node:assert/strict';
import { test } from 'node:test';
import { change } from '#shared/ports/change.ts';
import { ContentionError } from '#shared/ports/contention-error.ts';
import type { Store } from '#shared/ports/store.ts';
import { group } from '#test/contracts/store/samples/people.ts';
import { memoryStore } from '#test/support/memory/memory-store.ts';

const { organisation, id } = group;
const renamed = (name: string) => () => ({ write: { ...group, name } });

/** A store's groups, whose next puts lose to somebody else's. */
async function contended(rounds: number): Promise<Store['groups'] & { lost: () => number }> {
  const { groups } = memoryStore();
  await groups.put(group, 'absent');
  let lost = 0;
  return {
    ...groups,
    lost: () => lost,
    async put(item, expected) {
      if (lost === rounds) return groups.put(item, expected);
      lost += 1;
      const other = await groups.get(organisation, id);
      assert.ok(other);
      await groups.put({ ...other, name: `other ${lost}`, revision: other.revision + 1 }, other.revision);
      return groups.put(item, expected);
    },
  };
}

test('F4: a change that loses to another is decided again, on what the other wrote', async () => {
  const groups = await contended(2);
  const seen: (string | undefined)[] = [];
  const changed = await change(groups, { organisation, id }, (item) => {
    seen.push(item?.name);
    return item === undefined ? 'unchanged' : { write: { ...item, priority: 9 } };
  });
  assert.deepEqual(seen, ['North', 'other 1', 'other 2']);
  assert.equal(changed.kind, 'written');
  assert.deepEqual(await groups.get(organisation, id), {
    ...group,
    name: 'other 2',
    priority: 9,
    revision: 4,
  });
});

test('F4: a change that keeps losing is given back for later', async () => {
  const groups = await contended(Infinity);
  await assert.rejects(change(groups, { organisation, id }, renamed('South')), ContentionError);
  assert.equal(groups.lost(), 8);
});

test('an item that is not there is made, with the first revision', async () => {
  const { groups } = memoryStore();
  const made = await change(groups, { organisation, id }, renamed('South'));
  assert.deepEqual(made, {
    kind: 'written',
    item: { ...group, name: 'South', revision: 1 },
    facts: undefined,
  });
});

test('a change that is not wanted or refused writes nothing', async () => {
  const groups = await contended(Infinity);
  const kept = await change(groups, { organisation, id }, () => 'unchanged' as const);
  assert.deepEqual(kept, { kind: 'unchanged', item: group, facts: undefined });
  const refused = await change(groups, { organisation, id }, (item) => ({ refuse: item?.priority }));
  assert.deepEqual(refused, { kind: 'refused', item: group, facts: undefined, why: 2 });
  assert.equal(groups.lost(), 0);
});

test('each round gathers anew, and does what must come before the write', async () => {
  const groups = await contended(1);
  const done: string[] = [];
  const changed = await change(
    groups,
    {
      organisation,
      id,
      gather: async (item) => `${item?.name} gathered`,
      before: async (next, item) => void done.push(`${item?.name} → ${next.name} ${next.revision}`),
    },
    (_, name) => renamed(name)(),
  );
  assert.deepEqual(done, ['North → North gathered 2', 'other 1 → other 1 gathered 3']);
  assert.equal(changed.facts, 'other 1 gathered');
});

test('an item that was just read is not read again, unless its write was lost', async () => {
  const groups = await contended(1);
  let reads = 0;
  const counted: typeof groups = {
    ...groups,
    get: (...asked) => {
      reads += 1;
      return groups.get(...asked);
    },
  };
  await change(counted, { organisation, id, known: { item: group } }, renamed('South'));
  assert.equal(reads, 1);
});
