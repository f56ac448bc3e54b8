import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { apiWorld, type ApiWorld } from '#test/support/api.ts';

/** Max leads Claire; Luc is in another team, and Zoé has left. */
async function withTeams(): Promise<ApiWorld> {
  const world = apiWorld();
  const admin = world.as('ada', 'admin');
  for (const id of ['paris', 'lyon']) await admin('PUT', `/v1/groups/${id}`, { body: { name: id } });
  for (const [id, groupIds, active, role] of [
    ['max', ['paris'], true, 'manager'],
    ['claire', ['paris'], true, 'user'],
    ['luc', ['lyon'], true, 'user'],
    ['zoe', ['paris'], false, 'user'],
  ] as const) {
    const body = { name: id, email: `${id}@acme.example`, zone: 'Europe/Paris', groupIds, active, role };
    assert.equal((await admin('PUT', `/v1/users/${id}`, { body })).status, 201);
  }
  return world;
}

const days = (from: string, to: string, standIn: string | null = null) => ({ from, to, standIn });
const absences = (...all: object[]) => ({ body: { absences: all } });

describe('absences', () => {
  test('F7: a user enters the own absences, and everybody reads who decided them', async () => {
    const world = await withTeams();
    const claire = world.as('claire', 'user');
    const holiday = days('2027-07-12', '2027-07-30', 'luc');
    assert.equal((await claire('PATCH', '/v1/settings/user.claire', absences(holiday))).status, 200);
    const { body } = await world.as('luc', 'user')('GET', '/v1/users/claire/settings');
    assert.deepEqual(body.absences, { value: [holiday], source: { level: 'user', id: 'claire' } });
  });

  test('F7: a user enters nobody else’s, a manager those of the users led, an admin all', async () => {
    const world = await withTeams();
    const entered = absences(days('2027-07-12', '2027-07-30'));
    const status = async (who: string, role: 'user' | 'manager' | 'admin', whose: string) =>
      (await world.as(who, role)('PATCH', `/v1/settings/user.${whose}`, entered)).status;
    assert.equal(await status('claire', 'user', 'luc'), 403);
    assert.equal(await status('max', 'manager', 'luc'), 403);
    assert.equal(await status('max', 'manager', 'claire'), 200);
    assert.equal(await status('ada', 'admin', 'luc'), 200);
  });

  test('F7: a user decides the own absences alone, no other setting', async () => {
    const claire = (await withTeams()).as('claire', 'user');
    const body = { absences: [], maxMailsPerDay: 1000 };
    assert.equal((await claire('PATCH', '/v1/settings/user.claire', { body })).status, 403);
  });

  const refused: [what: string, absences: object[], path: string][] = [
    ['for oneself', [days('2027-07-12', '2027-07-13', 'claire')], 'absences.0.standIn'],
    ['who does not exist', [days('2027-07-12', '2027-07-13', 'nobody')], 'absences.0.standIn'],
    ['who has left', [days('2027-07-12', '2027-07-13', 'zoe')], 'absences.0.standIn'],
    ['that ends before it begins', [days('2027-07-12', '2027-07-11')], 'absences.0.to'],
    ['on a day that does not exist', [days('2027-02-28', '2027-02-29')], 'absences.0.to'],
    [
      'that overlaps another',
      [days('2027-07-01', '2027-07-12'), days('2027-07-12', '2027-07-13')],
      'absences.1.from',
    ],
  ];
  for (const [what, entered, path] of refused) {
    test(`F7: an absence, or a delegate, ${what} is refused`, async () => {
      const claire = (await withTeams()).as('claire', 'user');
      const answer = await claire('PATCH', '/v1/settings/user.claire', absences(...entered));
      assert.equal(answer.status, 400);
      assert.deepEqual(
        answer.body.errors.map((error: { path: string }) => error.path),
        [path],
      );
    });
  }

  test('F7: an absence of the organisation or of a group is refused', async () => {
    const admin = (await withTeams()).as('ada', 'admin');
    for (const scope of ['organisation', 'group.paris']) {
      const answer = await admin(
        'PATCH',
        `/v1/settings/${scope}`,
        absences(days('2027-07-12', '2027-07-13')),
      );
      assert.equal(answer.body.errors[0].path, 'absences');
    }
  });
});
