import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { published, withEverything } from '#test/support/api-with-sequence.ts';
import { enrollmentNamed } from '#test/support/at.ts';

/** Claire's sequence with four of her leads, when one mail a day goes out in her name. */
async function waiting() {
  const world = await withEverything();
  for (const name of ['cora', 'dan'])
    world.leads.push(
      (await world.claire('POST', '/v1/leads', { body: { email: `${name}@example.com` } })).body.id,
    );
  const body = { maxMailsPerDay: 1, mailDelay: { kind: 'none' } };
  await world.admin('PATCH', '/v1/settings/user.claire', { body });
  await published(world);
  const enroll = { sequenceId: 'spring', leadIds: world.leads };
  const { body: enrolled } = await world.claire('POST', '/v1/enrollments', { body: enroll });
  const ids: string[] = enrolled.results.map(({ enrollmentId }: { enrollmentId: string }) => enrollmentId);
  return { ...world, ids };
}

const peoplePath = '/v1/sequences/spring/people';
const cap = 'setting:maxMailsPerDay:user:claire';

describe('the people of a sequence', () => {
  test('F12: are counted by state, reason, day and who acts', async () => {
    const world = await waiting();
    const { status, body } = await world.claire('GET', peoplePath);
    assert.equal(status, 200, JSON.stringify(body));
    const { groups, counted, complete, inOtherGroups } = body;
    assert.deepEqual({ counted, complete, inOtherGroups }, { counted: 4, complete: true, inOtherGroups: 0 });
    assert.equal(groups[0].count, 3);
    assert.deepEqual(
      { ...groups[0], because: undefined },
      {
        status: 'backlogged',
        userId: 'claire',
        userName: 'claire',
        until: '2027-03-02',
        reason: cap,
        because: undefined,
        words: 'the most mails a day, decided for the user claire',
        count: 3,
      },
    );
    assert.deepEqual([groups[1].status, groups[1].count], ['scheduled', 1]);
  });

  test('F12: who paused and stopped them is a reason, without what was noted of one alone', async () => {
    const world = await waiting();
    const [first, second] = world.ids;
    await world.claire('POST', `/v1/enrollments/${first}/pause`, { body: { days: 3 } });
    await world.claire('POST', `/v1/enrollments/${second}/stop`);
    const { groups } = (await world.claire('GET', peoplePath)).body;
    const paused = groups.find(({ status }: { status: string }) => status === 'paused');
    assert.deepEqual([paused.reason, paused.until], ['person:claire', '2027-03-04']);
    const stopped = groups.find(({ status }: { status: string }) => status === 'stopped');
    assert.deepEqual([stopped.reason, stopped.until], ['person:claire', undefined]);
  });

  test('F12: are listed by the values of a group, page by page, once each', async () => {
    const world = await waiting();
    const found: string[] = [];
    for (let cursor: string | undefined, n = 0; n === 0 || cursor !== undefined; n += 1) {
      const query = { state: 'backlogged', reason: cap, user: 'claire', until: '2027-03-02', limit: '2' };
      const asked = { query: cursor === undefined ? query : { ...query, cursor } };
      const { status, body } = await world.claire('GET', `${peoplePath}/list`, asked);
      assert.equal(status, 200, JSON.stringify(body));
      found.push(...body.items.map(({ enrollmentId }: { enrollmentId: string }) => enrollmentId));
      cursor = body.cursor;
      assert.ok(n < 9);
    }
    assert.equal(new Set(found).size, 3);
    assert.equal(found.length, 3);
    const none = await world.claire('GET', `${peoplePath}/list`, { query: { reason: 'none' } });
    assert.deepEqual(
      none.body.items.map(({ stepName }: { stepName: string }) => stepName),
      ['Hello'],
    );
  });

  test('F12: another user counts and lists none of them', async () => {
    const world = await waiting();
    const luc = world.as('luc', 'user');
    assert.equal((await luc('GET', peoplePath)).body.counted, 0);
    assert.deepEqual((await luc('GET', `${peoplePath}/list`)).body.items, []);
    assert.equal((await luc('GET', '/v1/sequences/none/people')).status, 404);
  });
});

describe('doing the same with several enrollments', () => {
  const act = '/v1/enrollments/actions';

  test('F12: tells the outcome of each, and what one is refused keeps no other back', async () => {
    const world = await waiting();
    const [first = '', second = '', third = ''] = world.ids;
    await world.claire('POST', `/v1/enrollments/${first}/stop`);
    const gone = enrollmentNamed('0123456789abcdef.spring.1');
    const body = { ids: [first, second, gone, third], action: 'pause', days: 2 };
    const answer = await world.claire('POST', act, { body });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    const outcomes = answer.body.results.map(({ outcome }: { outcome: string }) => outcome);
    assert.deepEqual(outcomes, ['refused', 'changed', 'not-found', 'changed']);
    assert.equal(answer.body.results[1].status, 'paused');
    const paused = (await world.claire('GET', `/v1/enrollments/${second}`)).body.state;
    assert.deepEqual([paused.status, paused.until], ['paused', '2027-03-03T08:00:00.000Z']);
  });

  test('F12: repeated, what is done is unchanged', async () => {
    const world = await waiting();
    const outcomes = async (body: object) =>
      (await world.claire('POST', act, { body: { ids: world.ids, ...body } })).body.results.map(
        ({ outcome }: { outcome: string }) => outcome,
      );
    for (const action of ['pause', 'resume', 'stop']) {
      assert.deepEqual(await outcomes({ action }), Array(4).fill('changed'), action);
      assert.deepEqual(await outcomes({ action }), Array(4).fill('unchanged'), action);
    }
  });

  test('F12, F6: many that are resumed go back under the cap', async () => {
    const world = await waiting();
    const both = (action: string) => world.claire('POST', act, { body: { ids: world.ids, action } });
    await both('pause');
    await both('resume');
    const { groups } = (await world.claire('GET', peoplePath)).body;
    const counts = groups.map(({ status, count }: { status: string; count: number }) => [status, count]);
    assert.deepEqual(counts, [
      ['backlogged', 3],
      ['scheduled', 1],
    ]);
  });

  test('F12: those of another user are left alone', async () => {
    const world = await waiting();
    const [first = ''] = world.ids;
    const { body } = await world.as('luc', 'user')('POST', act, { body: { ids: [first], action: 'stop' } });
    assert.equal(body.results[0].outcome, 'forbidden');
    assert.notEqual((await world.claire('GET', `/v1/enrollments/${first}`)).body.state.status, 'stopped');
  });

  test('F12: 100 at most, each once, and only a pause has a length', async () => {
    const world = await waiting();
    const [first = ''] = world.ids;
    const path = async (body: object) => (await world.claire('POST', act, { body })).body.errors[0].path;
    const many = Array.from({ length: 101 }, (_, n) => `0123456789abcdef.spring.${n + 1}`);
    assert.equal(await path({ ids: many, action: 'stop' }), 'ids');
    assert.equal(await path({ ids: [first, first], action: 'stop' }), 'ids');
    assert.equal(await path({ ids: [first], action: 'stop', days: 2 }), 'action');
  });
});
