import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Role } from '#shared/domain/people/people.ts';
import { sweep } from '#test/support/sweep.ts';
import { ORGANISATION as organisation, SENDER, SEQUENCE } from '#test/support/world.ts';
import { enrolledWorld, LEAD, taskWorld, type TaskWorld } from '#test/support/task-world.ts';
import { seed } from '#test/support/world.ts';
import { at, zoneNamed } from '#test/support/at.ts';

// A Monday, 9:00 in Paris.
const monday = at('2027-03-01T08:00:00.000Z');

const addUser = (w: TaskWorld, id: string, groupIds: string[] = [], role: Role = 'user') =>
  w.ports.store.users.put(
    {
      organisation,
      id,
      revision: 1,
      name: id,
      email: `${id}@acme.example`,
      role,
      zone: zoneNamed('Europe/Paris'),
      groupIds,
      active: true,
    },
    'absent',
  );

async function idle(settings = {}, start = monday): Promise<TaskWorld> {
  const w = taskWorld(start);
  await seed(w, { steps: [{ type: 'call' }], leads: [{ id: LEAD }], settings });
  return w;
}

const visible = async (w: TaskWorld) =>
  (await w.as(SENDER, 'user')('GET', '/v1/tasks')).body.items.map(({ name }: { name: string }) => name);

async function activities(w: TaskWorld): Promise<string[]> {
  const { items } = await w.ports.store.activities.ofLead(organisation, LEAD, { limit: 100 });
  return items.flatMap(({ events }) => events.map(({ type }) => type));
}

describe('a custom task', () => {
  test('A1, A2, A15: is planned, and appears at its time in working time', async () => {
    const w = await idle();
    const anne = w.as(SENDER, 'user');
    const made = await anne('POST', '/v1/tasks', {
      body: {
        type: 'callback',
        leadId: LEAD,
        due: '2027-03-01T21:00:00Z',
        name: 'Call back',
        note: 'Ask for Zoé',
      },
    });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    assert.equal(made.body.status, 'planned');
    assert.deepEqual(await activities(w), ['custom-task-created']);
    await w.run(at('2027-03-02T07:59:00.000Z'));
    assert.deepEqual(await visible(w), []);
    await w.run(at('2027-03-02T08:01:00.000Z'));
    assert.deepEqual(await visible(w), ['Call back']);
    const { body: task } = await anne('GET', `/v1/tasks/${made.body.id}`);
    assert.equal(task.openedAt, '2027-03-02T08:00:00.000Z');
    assert.equal(task.instructions, 'Ask for Zoé');
  });

  test('A2: that is due now in working time appears within the minute', async () => {
    const w = await idle();
    await w.as(SENDER, 'user')('POST', '/v1/tasks', { body: { leadId: LEAD, name: 'Now' } });
    await w.run(at('2027-03-01T08:01:00.000Z'));
    assert.deepEqual(await visible(w), ['Now']);
  });

  test('A9: that is due minutes after another appears at its own time all the same', async () => {
    const w = await idle();
    const anne = w.as(SENDER, 'user');
    for (const [name, due] of [
      ['one', '2027-03-01T09:00:00Z'],
      ['two', '2027-03-01T09:02:00Z'],
      ['three', '2027-03-01T09:04:30Z'],
    ])
      await anne('POST', '/v1/tasks', { body: { leadId: LEAD, name, due } });
    await w.run(at('2027-03-01T09:02:00.000Z'));
    assert.deepEqual(await visible(w), ['one', 'two']);
    await w.run(at('2027-03-01T09:05:00.000Z'));
    assert.deepEqual(await visible(w), ['one', 'two', 'three']);
  });

  test('A9: counts for the most tasks a day; the rest appear the next working days, oldest due first', async () => {
    const w = await idle({ maxTasksPerDay: 1 }, at('2027-03-04T08:00:00.000Z'));
    const anne = w.as(SENDER, 'user');
    for (const [name, due] of [
      ['third', '2027-03-04T11:00:00Z'],
      ['first', '2027-03-04T09:00:00Z'],
      ['second', '2027-03-04T10:00:00Z'],
    ])
      await anne('POST', '/v1/tasks', { body: { leadId: LEAD, name, due } });
    await w.run(at('2027-03-04T20:00:00.000Z'));
    assert.deepEqual(await visible(w), ['first']);
    await w.run(at('2027-03-05T20:00:00.000Z'));
    assert.deepEqual(await visible(w), ['first', 'second']);
    // A weekend lies between.
    await w.run(at('2027-03-07T20:00:00.000Z'));
    assert.deepEqual(await visible(w), ['first', 'second']);
    await w.run(at('2027-03-08T20:00:00.000Z'));
    assert.deepEqual(await visible(w), ['first', 'second', 'third']);
  });

  test('A9: shares the day with the steps that queue, oldest due first whichever they are', async () => {
    const w = await enrolledWorld({
      steps: [{ type: 'call' }],
      leads: [{ id: LEAD }, { id: 'b3j9x0q2m4v7b1zc' }],
      settings: { maxTasksPerDay: 1 },
    });
    const anne = w.as(SENDER, 'user');
    await anne('POST', '/v1/tasks', { body: { leadId: LEAD, name: 'Custom', due: '2027-03-01T12:00:00Z' } });
    await w.run(at('2027-03-01T20:00:00.000Z'));
    assert.deepEqual(await visible(w), ['Step 1']);
    await w.run(at('2027-03-02T20:00:00.000Z'));
    assert.deepEqual(await visible(w), ['Step 1', 'Step 1']);
    await w.run(at('2027-03-03T20:00:00.000Z'));
    assert.deepEqual(await visible(w), ['Step 1', 'Step 1', 'Custom']);
  });

  test('A9: that is older than the steps that queue goes before them', async () => {
    const w = await enrolledWorld({
      steps: [{ type: 'call', wait: { amount: 2, unit: 'hours' } }],
      leads: [{ id: LEAD }, { id: 'b3j9x0q2m4v7b1zc' }],
      settings: { maxTasksPerDay: 1 },
    });
    const anne = w.as(SENDER, 'user');
    await anne('POST', '/v1/tasks', { body: { leadId: LEAD, name: 'Custom', due: '2027-03-01T08:30:00Z' } });
    await w.run(at('2027-03-01T20:00:00.000Z'));
    // It had its slot before the custom one was made.
    assert.deepEqual(await visible(w), ['Step 1']);
    await w.run(at('2027-03-02T20:00:00.000Z'));
    assert.deepEqual(await visible(w), ['Step 1', 'Custom']);
    await w.run(at('2027-03-03T20:00:00.000Z'));
    assert.deepEqual(await visible(w), ['Step 1', 'Custom', 'Step 1']);
  });

  test('is made once however often it is asked for with one key, and another request may not use it', async () => {
    const w = await idle();
    const anne = w.as(SENDER, 'user');
    const ask = (name: string) =>
      anne('POST', '/v1/tasks', { body: { leadId: LEAD, name }, headers: { 'idempotency-key': 'k1' } });
    const [first, second] = [await ask('One'), await ask('One')];
    assert.equal(second.body.id, first.body.id);
    assert.equal((await ask('Two')).status, 422);
    assert.deepEqual(await activities(w), ['custom-task-created']);
  });

  test('A9: one key makes one task a day: after it the key makes another, done or not', async () => {
    const w = await idle();
    const anne = w.as(SENDER, 'user');
    const ask = (name: string) =>
      anne('POST', '/v1/tasks', { body: { leadId: LEAD, name }, headers: { 'idempotency-key': 'weekly' } });
    const first = await ask('Monday');
    await w.run(at('2027-03-02T08:01:00.000Z'));
    const second = await ask('Tuesday');
    assert.equal(second.body.name, 'Tuesday');
    assert.notEqual(second.body.id, first.body.id);
    assert.equal((await ask('Tuesday')).body.id, second.body.id);
  });

  test('A9: of two requests at once with one key and other content, one is refused', async () => {
    const w = await idle();
    const anne = w.as(SENDER, 'user');
    const ask = (name: string) =>
      anne('POST', '/v1/tasks', { body: { leadId: LEAD, name }, headers: { 'idempotency-key': 'k1' } });
    const answers = await Promise.all([ask('One'), ask('Two')]);
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [201, 422]);
  });

  test('A9: a due moment more than five years ahead is refused with what to mend', async () => {
    const w = await idle();
    const body = { leadId: LEAD, name: 'Far', due: '2207-03-01T09:00:00Z' };
    const { status, body: problem } = await w.as(SENDER, 'user')('POST', '/v1/tasks', { body });
    assert.equal(status, 400);
    assert.equal(problem.errors[0].path, 'due');
  });

  for (const [what, act] of [
    ['taken back', (path: string) => [`${path}/cancel`, {}] as const],
    ['given away', (path: string) => [`${path}/reassign`, { body: { user: 'luc' } }] as const],
  ] as const) {
    test(`A9: ${what} before it appears, it leaves its slot in the day to the next`, async () => {
      const w = await idle({ maxTasksPerDay: 1 });
      await addUser(w, 'luc');
      const anne = w.as(SENDER, 'user');
      const make = async (name: string, due: string) =>
        (await anne('POST', '/v1/tasks', { body: { leadId: LEAD, name, due } })).body;
      // Woken at nine, the lane gives the only slot of the day to the one that is due at ten.
      await make('Early', '2027-03-01T08:00:30Z');
      const early = (await anne('GET', '/v1/tasks', { query: { status: 'planned' } })).body.items[0];
      const held = await make('Held', '2027-03-01T09:00:00Z');
      await make('Next', '2027-03-01T10:00:00Z');
      await anne('POST', `/v1/tasks/${early.id}/cancel`);
      await w.run(at('2027-03-01T08:30:00.000Z'));
      assert.deepEqual(await visible(w), []);
      const [path, options] = act(`/v1/tasks/${held.id}`);
      await anne('POST', path, options);
      await w.run(at('2027-03-01T12:00:00.000Z'));
      assert.deepEqual(await visible(w), ['Next']);
    });
  }

  test('is completed, skipped or taken back, each on record once', async () => {
    const w = await idle();
    const anne = w.as(SENDER, 'user');
    const make = async (name: string) =>
      (await anne('POST', '/v1/tasks', { body: { leadId: LEAD, name, type: 'call' } })).body.id;
    const [a, b, c] = [await make('a'), await make('b'), await make('c')];
    assert.equal((await anne('POST', `/v1/tasks/${a}/complete`)).status, 409);
    await w.run(at('2027-03-01T08:05:00.000Z'));
    for (let times = 0; times < 2; times += 1) {
      assert.equal(
        (await anne('POST', `/v1/tasks/${a}/complete`, { body: { durationSeconds: 61 } })).status,
        200,
      );
      assert.equal((await anne('POST', `/v1/tasks/${b}/skip`)).status, 200);
      assert.equal((await anne('POST', `/v1/tasks/${c}/cancel`)).status, 200);
    }
    assert.deepEqual((await activities(w)).slice(3), [
      'custom-task-completed',
      'custom-task-skipped',
      'custom-task-cancelled',
    ]);
    assert.deepEqual(await visible(w), []);
  });

  test('F4: appears when its wake-up was lost, by the sweep', async () => {
    const w = await idle();
    await w.as(SENDER, 'user')('POST', '/v1/tasks', {
      body: { leadId: LEAD, name: 'Lost', due: '2027-03-01T10:00:00Z' },
    });
    for (const { name } of w.scheduler.entries()) await w.ports.scheduler.remove(name);
    await w.run(at('2027-03-01T10:30:00.000Z'));
    assert.deepEqual(await visible(w), []);
    await sweep(w.ports, w.clock.now());
    await w.run(at('2027-03-01T10:31:00.000Z'));
    assert.deepEqual(await visible(w), ['Lost']);
  });
});

describe('giving a task to another user', () => {
  const open = async (settings = {}) => {
    const w = await enrolledWorld({ steps: [{ type: 'call' }], settings });
    await addUser(w, 'luc');
    await addUser(w, 'mia', ['paris'], 'manager');
    await w.run(at('2027-03-01T08:05:00.000Z'));
    return { w, path: `/v1/tasks/${LEAD}.${SEQUENCE}.1.s1`, anne: w.as(SENDER, 'user') };
  };

  test('D2: moves it to the other list, on record with who, from and to; its sequence goes on', async () => {
    const { w, path, anne } = await open();
    assert.equal((await anne('POST', `${path}/reassign`, { body: { user: 'luc' } })).body.userId, 'luc');
    assert.deepEqual(await visible(w), []);
    const luc = w.as('luc', 'user');
    assert.equal((await luc('GET', '/v1/tasks')).body.items.length, 1);
    const { items } = await w.ports.store.activities.ofLead(organisation, LEAD, { limit: 100 });
    const [event] = items.flatMap(({ events }) => events).filter(({ type }) => type === 'task-reassigned');
    assert.deepEqual(event, {
      type: 'task-reassigned',
      task: `${LEAD}.${SEQUENCE}.1.s1`,
      name: 'Step 1',
      by: SENDER,
      from: SENDER,
      to: 'luc',
    });
    assert.equal((await luc('POST', `${path}/complete`)).status, 200);
    assert.equal((await w.enrollment(`${LEAD}.${SEQUENCE}.1`)).state.status, 'finished');
  });

  test('A9: is refused when the day of the receiver is full, unless one insists', async () => {
    const { w, path, anne } = await open({ maxTasksPerDay: 1 });
    await w.as(SENDER, 'admin')('POST', '/v1/tasks', { body: { leadId: LEAD, name: 'Own', userId: 'luc' } });
    await w.run(at('2027-03-01T08:10:00.000Z'));
    const refused = await anne('POST', `${path}/reassign`, { body: { user: 'luc' } });
    assert.equal(refused.status, 409);
    assert.match(refused.body.detail, /full today, 1 of 1/);
    const forced = await anne('POST', `${path}/reassign`, { body: { user: 'luc', beyondCap: true } });
    assert.equal(forced.status, 200);
  });

  test('is for the user who has it, and for managers and admins within their reach', async () => {
    const { w, path } = await open();
    const to = { body: { user: 'luc' } };
    assert.equal((await w.as('luc', 'user')('POST', `${path}/reassign`, to)).status, 403);
    assert.equal((await w.as('mia', 'manager')('POST', `${path}/reassign`, to)).status, 403);
    assert.equal(
      (await w.as('ada', 'admin')('POST', `${path}/reassign`, { body: { user: 'nobody' } })).status,
      404,
    );
    assert.equal((await w.as('ada', 'admin')('POST', `${path}/reassign`, to)).status, 200);
  });
});
