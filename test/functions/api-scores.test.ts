import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { activityCodec } from '#shared/contracts/stored/activity.ts';
import type { Activity } from '#shared/domain/activity/activity.ts';
import { scoreActivities } from '#shared/use-cases/scoring/score-activities.ts';
import { apiWorld, type ApiWorld } from '#test/support/api.ts';
import { memoryStore } from '#test/support/memory/memory-store.ts';
import { at } from '#test/support/at.ts';
import { textOf } from '#shared/domain/time/instants.ts';

// Where the world of the API begins.
const now = at('2027-03-01T08:00:00.000Z');
const called = '2027-03-01T07:30:00.000Z';

/** Claire and Max with a lead of Claire's; `work`: what the stream would bring about. */
async function withLead() {
  const stream: Activity[] = [];
  const world: ApiWorld = apiWorld(now);
  world.ports.store = memoryStore(({ table, item }) => {
    if (table === 'activities') stream.push(activityCodec.decode(item));
  });
  const admin = world.as('ada', 'admin');
  for (const id of ['claire', 'max']) {
    const body = { name: id, email: `${id}@acme.example`, zone: 'Europe/Paris', groupIds: [] };
    await admin('PUT', `/v1/users/${id}`, { body });
  }
  const claire = world.as('claire', 'user');
  const made = await claire('POST', '/v1/leads', { body: { email: 'ana@example.com' } });
  const id: string = made.body.id;
  const work = async () => {
    while (stream.length > 0) assert.deepEqual(await scoreActivities(world.ports, stream.splice(0), now), []);
  };
  return { world, admin, claire, max: world.as('max', 'user'), id, path: `/v1/leads/${id}`, work };
}

const call = { direction: 'incoming', at: called, seconds: 125 };

describe('calls of a lead', () => {
  test('A12: an incoming call is recorded with its duration, and gives points', async () => {
    const { claire, path, work } = await withLead();
    const answer = await claire('POST', `${path}/calls`, { body: call });
    assert.deepEqual([answer.status, answer.body], [201, { ...call, by: 'claire' }]);
    await work();
    const { body } = await claire('GET', `${path}/activities`);
    assert.deepEqual(
      body.items.flatMap((item: { events: { words: string }[] }) => item.events.map(({ words }) => words)),
      [
        'The lead called claire (2:05).',
        '+10 points for a call: the score went from 0 to 10 (lead scoring, the default).',
      ],
    );
  });

  test('A12: the same call again answers 200 and counts once; another one counts', async () => {
    const { claire, admin, path, work } = await withLead();
    await claire('POST', `${path}/calls`, { body: call });
    const again = await claire('POST', `${path}/calls`, { body: { ...call, seconds: 130 } });
    assert.equal(again.status, 200);
    const offset = await admin('POST', `${path}/calls`, {
      body: { ...call, at: '2027-03-01T08:30:00+01:00', by: 'claire' },
    });
    assert.equal(offset.status, 200);
    const other = { ...call, at: '2027-03-01T07:45:00.000Z', externalId: 'CA2' };
    assert.equal((await admin('POST', `${path}/calls`, { body: { ...other, by: 'claire' } })).status, 201);
    assert.equal((await claire('POST', `${path}/calls`, { body: other })).status, 200);
    await work();
    assert.equal((await claire('GET', `${path}/score`)).body.value, 20);
  });

  test('A12: an outgoing call is recorded and gives no points', async () => {
    const { claire, path, work } = await withLead();
    await claire('POST', `${path}/calls`, { body: { ...call, direction: 'outgoing' } });
    await work();
    assert.equal((await claire('GET', `${path}/score`)).body.value, 0);
    const { body } = await claire('GET', `${path}/activities`);
    assert.equal(body.items[0].events[0].words, 'claire called the lead (2:05).');
  });

  test('A12: a call yet to come, of another age, of nobody, or of a lead out of reach is refused', async () => {
    const { claire, max, admin, path } = await withLead();
    const refused = async (as: typeof claire, body: object) => {
      const answer = await as('POST', `${path}/calls`, { body });
      return [answer.status, answer.body.errors?.map((error: { path: string }) => error.path)];
    };
    assert.deepEqual(await refused(claire, { ...call, at: '2027-03-01T08:06:00.000Z' }), [400, ['at']]);
    assert.deepEqual(await refused(claire, { ...call, at: '0027-03-01T08:00:00.000Z' }), [400, ['at']]);
    assert.deepEqual(await refused(admin, { ...call, by: 'nobody' }), [400, ['by']]);
    assert.deepEqual(await refused(claire, { ...call, seconds: -1 }), [400, ['seconds']]);
    assert.deepEqual(await refused(claire, { ...call, direction: 'in' }), [400, ['direction']]);
    assert.deepEqual(await refused(max, call), [403, undefined]);
    assert.deepEqual(await refused(claire, { ...call, by: 'max' }), [403, undefined]);
    assert.equal((await claire('POST', '/v1/leads/0000000000000000/calls', { body: call })).status, 404);
  });
});

describe('the score of a lead', () => {
  test('A12: is read with its threshold, whose setting it is, and where it comes from', async () => {
    const { admin, claire, max, id, path, work } = await withLead();
    const scoring = { points: { callReceived: 8 }, threshold: 8, halfLifeDays: 1 };
    await admin('PATCH', '/v1/settings/user.claire', { body: { scoring } });
    await claire('POST', `${path}/calls`, { body: { ...call, at: '2027-02-28T08:00:00.000Z' } });
    await work();
    const source = { level: 'user', id: 'claire' };
    const answer = await claire('GET', `${path}/score`);
    assert.deepEqual(answer.body, {
      leadId: id,
      at: textOf(now),
      value: 4,
      qualified: false,
      threshold: 8,
      halfLifeDays: 1,
      source,
      latest: [
        {
          reason: 'callReceived',
          at: '2027-02-28T08:00:00.000Z',
          points: 8,
          worth: 4,
          before: 0,
          after: 8,
          source,
        },
      ],
    });
    assert.equal((await max('GET', `${path}/score`)).status, 403);
    assert.equal((await claire('GET', '/v1/leads/0000000000000000/score')).status, 404);
  });

  test('A12: is shown with leads, and those who are qualified can be listed', async () => {
    const { admin, claire, max, path, work } = await withLead();
    await claire('POST', '/v1/leads', { body: { email: 'bob@example.com' } });
    for (const minute of ['00', '10'])
      await claire('POST', `${path}/calls`, { body: { ...call, at: `2027-03-01T07:${minute}:00.000Z` } });
    await work();
    const { body: lead } = await claire('GET', path);
    const score = { value: 20, qualified: true, qualifiedSince: '2027-03-01T07:10:00.000Z' };
    assert.deepEqual(lead.score, score);
    const scores = async (as: typeof claire, query?: Record<string, string>) =>
      (await as('GET', '/v1/leads', query === undefined ? {} : { query })).body.items
        .map((item: { score: { value: number } }) => item.score.value)
        .toSorted();
    assert.deepEqual(await scores(claire), [0, 20]);
    assert.deepEqual(await scores(claire, { qualified: 'true' }), [20]);
    assert.deepEqual(await scores(admin, { qualified: 'true', owner: 'claire' }), [20]);
    assert.deepEqual(await scores(admin, { qualified: 'true', owner: 'max' }), []);
    assert.deepEqual(await scores(max, { qualified: 'true' }), []);
    assert.equal((await claire('GET', '/v1/leads', { query: { qualified: 'no' } })).status, 400);
  });
});

describe('the setting of scoring', () => {
  test('A12: is effective for a user, with who decided it', async () => {
    const { admin } = await withLead();
    const { body: before } = await admin('GET', '/v1/users/claire/settings');
    assert.deepEqual(
      [before.scoring.source.level, before.scoring.value.threshold, before.scoring.value.points.mailSent],
      ['default', 20, 0],
    );
    const scoring = { points: { replied: 50, complained: -1000 }, threshold: 50, halfLifeDays: 30 };
    await admin('PATCH', '/v1/settings/organisation', { body: { scoring } });
    const { body: after } = await admin('GET', '/v1/users/claire/settings');
    assert.deepEqual(after.scoring, { value: scoring, source: { level: 'organisation', id: 'acme' } });
  });

  test('A12: every wrong value is refused at once, with what to mend', async () => {
    const { admin } = await withLead();
    const points = { mailOpened: 1.5, replied: 1001, complained: -1001 };
    const scoring = { points, threshold: 0, halfLifeDays: 0 };
    const { status, body } = await admin('PATCH', '/v1/settings/organisation', { body: { scoring } });
    assert.equal(status, 400);
    assert.deepEqual(body.errors.map(({ path }: { path: string }) => path).toSorted(), [
      'scoring.halfLifeDays',
      'scoring.points.complained',
      'scoring.points.mailOpened',
      'scoring.points.replied',
      'scoring.threshold',
    ]);
    const negative = { points: {}, threshold: 1, halfLifeDays: -30 };
    const refused = await admin('PATCH', '/v1/settings/organisation', { body: { scoring: negative } });
    assert.match(refused.body.errors[0].message, /half-life must be a whole number of days from 1/);
    const unknown = { points: { birthday: 5 }, threshold: 1, halfLifeDays: null };
    const again = await admin('PATCH', '/v1/settings/organisation', { body: { scoring: unknown } });
    assert.equal(again.status, 400);
  });
});
