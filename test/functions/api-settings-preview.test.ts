import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { published, withEverything } from '#test/support/api-with-sequence.ts';
import { withPeople } from '#test/support/api.ts';

const preview = '/v1/settings/organisation/preview';

describe('previewing a change of settings', () => {
  test('A1: tells whom it changes, from what to what and by whom decided, and saves nothing', async () => {
    const world = await withPeople();
    const admin = world.as('ada', 'admin');
    await admin('PATCH', '/v1/settings/group.paris', { body: { maxMailsPerDay: 50 } });
    const { status, body } = await admin('POST', preview, { body: { maxMailsPerDay: 80 } });
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual(body.users, [
      {
        userId: 'luc',
        name: 'luc',
        changes: [
          {
            setting: 'maxMailsPerDay',
            from: { value: 200, source: { level: 'default', id: 'default' } },
            to: { value: 80, source: { level: 'organisation', id: 'acme' } },
          },
        ],
      },
    ]);
    assert.equal(body.affected, 1);
    assert.deepEqual((await admin('GET', '/v1/settings/organisation')).body.values, {});
  });

  test('A1: a value that is the same for a user changes nothing, whoever decides it', async () => {
    const world = await withPeople();
    const { body } = await world.as('ada', 'admin')('POST', preview, { body: { maxMailsPerDay: 200 } });
    assert.deepEqual(body, { affected: 0, users: [], pending: { steps: 0, complete: true } });
  });

  test('A1: counts the pending steps of those whom it changes', async () => {
    const world = await withEverything();
    await published(world);
    await world.claire('POST', '/v1/enrollments', { body: { sequenceId: 'spring', leadIds: world.leads } });
    const pendingAt = async (scope: string) =>
      (await world.admin('POST', `/v1/settings/${scope}/preview`, { body: { maxMailsPerDay: 1 } })).body
        .pending;
    assert.deepEqual(await pendingAt('user.claire'), { steps: 2, complete: true });
    assert.deepEqual(await pendingAt('user.luc'), { steps: 0, complete: true });
  });

  test('A1, A6: who may not save it may not preview it, and what cannot be saved has the same problems', async () => {
    const world = await withPeople();
    const body = { maxMailsPerDay: 0 };
    const admin = world.as('ada', 'admin');
    const previewed = await admin('POST', preview, { body });
    const saved = await admin('PATCH', '/v1/settings/organisation', { body });
    assert.equal(previewed.status, 400);
    assert.deepEqual(previewed.body.errors, saved.body.errors);
    assert.equal(
      (await world.as('max', 'manager')('POST', preview, { body: { maxMailsPerDay: 5 } })).status,
      403,
    );
    assert.equal((await admin('POST', '/v1/settings/group.oslo/preview', { body: {} })).status, 404);
  });
});
