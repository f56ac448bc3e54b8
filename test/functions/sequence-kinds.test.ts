import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ORGANISATION as organisation } from '#test/support/world.ts';
import { anyRevision, draft, prepared, type Tried } from '#test/support/written-sequence.ts';

/** A world whose sequence is of another kind than those that people enrol into. */
async function withKind(kind: 'automation' | 'feedback'): Promise<Tried> {
  const world = await prepared();
  const { sequences } = world.ports.store;
  const sequence = await sequences.get(organisation, 'spring');
  assert.ok(sequence);
  await sequences.put({ ...sequence, kind, revision: sequence.revision + 1 }, sequence.revision);
  return world;
}

for (const [kind, detail] of [
  ['feedback', '“spring” is a feedback sequence: change it under /v1/feedback-sequences.'],
  ['automation', '“spring” is an automation: change it under /v1/automations.'],
] as const) {
  test(`D1: the editor of sequences leaves those of the kind “${kind}” alone`, async () => {
    const { admin } = await withKind(kind);
    const refused = async (method: string, path: string, options: object = {}) => {
      const { status, body } = await admin(method, `/v1/sequences${path}`, options);
      assert.deepEqual([status, body.detail], [409, detail], `${method} ${path}`);
    };
    await refused('PUT', '/spring', { body: { name: 'Spring', draft }, ...anyRevision });
    await refused('POST', '/spring/validate');
    await refused('POST', '/spring/publish', anyRevision);
    await refused('POST', '/spring/draft/order', {
      body: { steps: ['a', 'b', 'c', 'd', 'e'] },
      ...anyRevision,
    });
    await refused('POST', '/spring/draft/difference', { body: {} });
    await refused('POST', '/spring/duplicate', { body: { id: 'copy' } });
    await refused('GET', '/spring/file');
    await refused('DELETE', '/spring', anyRevision);
  });
}

test('D9: a list of sequences has those that people enrol into, and no others', async () => {
  const { admin } = await withKind('feedback');
  assert.deepEqual((await admin('GET', '/v1/sequences')).body.items, []);
  assert.equal((await admin('GET', '/v1/sequences/spring')).body.kind, 'feedback');
});
