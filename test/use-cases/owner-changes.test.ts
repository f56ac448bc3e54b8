import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { apiWorld } from '#test/support/api.ts';
import { runJobs, startedJob } from '#test/support/jobs.ts';

/** A lead of Claire's, and what its activities tell of owners. */
async function prepared() {
  const world = apiWorld();
  const admin = world.as('ada', 'admin');
  for (const id of ['claire', 'luc']) {
    const body = { name: id, email: `${id}@acme.example`, zone: 'Europe/Paris' };
    await admin('PUT', `/v1/users/${id}`, { body });
  }
  await startedJob(world, admin, 'email,owner\nana@example.com,claire\n');
  await runJobs(world);
  const { body } = await admin('GET', '/v1/leads', { query: { email: 'ana@example.com' } });
  const { id } = body.items[0];
  const ownerChanges = async () => {
    const answer = await admin('GET', `/v1/leads/${id}/activities`);
    const events = answer.body.items.flatMap((item: any) => item.events);
    return events.filter(({ type }: any) => type === 'owner-changed').map(({ words }: any) => words);
  };
  return { world, admin, id, ownerChanges };
}

describe('a lead that goes to another user', () => {
  test('B2: by an import tells so once, also when the same file comes again', async () => {
    const { world, admin, ownerChanges } = await prepared();
    assert.deepEqual(await ownerChanges(), []);
    for (let time = 0; time < 2; time += 1) {
      await startedJob(world, admin, 'email,owner\nana@example.com,luc\n');
      await runJobs(world);
    }
    assert.deepEqual(await ownerChanges(), ['The lead went from claire to luc, by ada.']);
  });

  test('B2: by a person tells so, there and back; other changes tell nothing', async () => {
    const { admin, id, ownerChanges } = await prepared();
    for (const body of [{ ownerId: 'luc' }, { ownerId: 'luc', title: 'CTO' }, { ownerId: 'claire' }]) {
      const answer = await admin('PATCH', `/v1/leads/${id}`, { body, headers: { 'if-match': '*' } });
      assert.equal(answer.status, 200, JSON.stringify(answer.body));
    }
    assert.deepEqual(await ownerChanges(), [
      'The lead went from claire to luc, by ada.',
      'The lead went from luc to claire, by ada.',
    ]);
  });
});
