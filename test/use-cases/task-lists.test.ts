import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { StepType } from '#shared/domain/channels/step-types.ts';
import type { Settings } from '#shared/domain/settings/settings.ts';
import { ORGANISATION as organisation, SENDER } from '#test/support/world.ts';
import { enrolledWorld, LEAD, type TaskWorld } from '#test/support/task-world.ts';
import { decide, id, list } from '#test/support/task-list.ts';
import { at, enrollmentNamed } from '#test/support/at.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';

/** Tasks of a user, written as they would be. */
async function fill(
  w: TaskWorld,
  tasks: { n: number; type?: StepType; openedAt?: Instant; sequence?: string; userId?: string }[],
): Promise<void> {
  for (const {
    n,
    type = 'call',
    openedAt = at('2027-03-01T08:00:00.000Z'),
    sequence = 'spring',
    userId = SENDER,
  } of tasks) {
    const enrollmentId = enrollmentNamed(`${String(n).padStart(16, 'l')}.${sequence}.1`);
    await w.ports.store.tasks.put(
      {
        organisation,
        id: `${enrollmentId}.s1`,
        revision: 1,
        userId,
        leadId: LEAD,
        enrollmentId,
        step: 's1',
        type,
        name: `T${n}`,
        status: 'open',
        openedAt,
      },
      'absent',
    );
  }
}

const empty = async () => enrolledWorld({ steps: [{ wait: { amount: 30, unit: 'days' } }] });

describe('the list of tasks', () => {
  test('A10: tells late tasks apart, by the minutes of their type', async () => {
    const w = await enrolledWorld({
      steps: [{ type: 'call' }],
      settings: { taskLateness: { call: 60, sms: 1 } },
    });
    await w.run(at('2027-03-01T08:59:00.000Z'));
    const [task] = await list(w);
    const visible = Date.parse(task.openedAt);
    assert.equal(Date.parse(task.lateAt) - visible, 60 * 60_000);
    assert.equal(task.late, false);
    assert.equal((await list(w, { late: 'false' })).length, 1);
    await w.run(at('2027-03-01T09:02:00.000Z'));
    assert.equal((await list(w))[0].late, true);
    assert.equal((await list(w, { late: 'true' })).length, 1);
    assert.equal((await list(w, { late: 'false' })).length, 0);
  });

  test('A10: takes the exception of the user who has the task, then of the group, then the organisation', async () => {
    const w = await enrolledWorld({
      steps: [{ type: 'call' }],
      settings: { taskLateness: { call: 600 } },
      user: { groupIds: ['paris'] },
    });
    const anne = await w.ports.store.users.get(organisation, SENDER);
    assert.ok(anne);
    await w.ports.store.users.put({ ...anne, id: 'luc', groupIds: [] }, 'absent');
    await w.run(at('2027-03-01T08:05:00.000Z'));
    const minutes = async (as: string) => {
      const { body } = await w.as(as, 'admin')('GET', `/v1/tasks/${id}.s1`);
      return (Date.parse(body.lateAt) - Date.parse(body.openedAt)) / 60_000;
    };
    assert.equal(await minutes(SENDER), 600);
    await decide(w, 'group.paris', { taskLateness: { call: 60 } });
    assert.equal(await minutes(SENDER), 60);
    await decide(w, `user.${SENDER}`, { taskLateness: { call: 6 } });
    assert.equal(await minutes(SENDER), 6);
    await w.as(SENDER, 'user')('POST', `/v1/tasks/${id}.s1/reassign`, { body: { user: 'luc' } });
    assert.equal(await minutes('luc'), 600);
  });

  test('D2: is filtered by type, sequence and when they became visible', async () => {
    const w = await empty();
    await fill(w, [
      { n: 1, type: 'call', openedAt: at('2027-02-26T09:00:00.000Z') },
      { n: 2, type: 'linkedin' },
      { n: 3, type: 'custom', sequence: 'autumn' },
    ]);
    const names = async (query: Record<string, string>) =>
      (await list(w, query)).map((task: { name: string }) => task.name);
    assert.deepEqual(await names({ type: 'call,custom' }), ['T1', 'T3']);
    assert.deepEqual(await names({ sequence: 'autumn' }), ['T3']);
    assert.deepEqual(await names({ due: 'today' }), ['T2', 'T3']);
    assert.deepEqual(await names({ due: 'overdue' }), ['T1']);
    assert.deepEqual(await names({ due: '2027-02-26T09:59:59+01:00' }), []);
    assert.deepEqual(await names({ due: '2027-02-26T10:00:00+01:00' }), ['T1']);
    const wrong = await w.as(SENDER, 'user')('GET', '/v1/tasks', { query: { due: 'soon', type: 'fax' } });
    assert.equal(wrong.status, 400);
    assert.deepEqual(wrong.body.errors.map(({ path }: { path: string }) => path.split('.')[0]).toSorted(), [
      'due',
      'type',
    ]);
  });

  test('has full pages whatever is filtered out, each task once', async () => {
    const w = await empty();
    await fill(
      w,
      Array.from({ length: 47 }, (_, n) => ({
        n,
        type: n % 5 === 0 ? ('custom' as const) : ('call' as const),
      })),
    );
    const anne = w.as(SENDER, 'user');
    const seen: string[] = [];
    const sizes: number[] = [];
    let cursor: string | undefined;
    do {
      const query = { type: 'custom', limit: '4', ...(cursor !== undefined && { cursor }) };
      const { body } = await anne('GET', '/v1/tasks', { query });
      seen.push(...body.items.map((task: { name: string }) => task.name));
      sizes.push(body.items.length);
      cursor = body.cursor;
    } while (cursor !== undefined);
    assert.equal(new Set(seen).size, 10);
    assert.equal(seen.length, 10);
    assert.deepEqual(sizes.slice(0, 2), [4, 4]);
  });

  test('D2: refuses a cursor that it did not give, and a user who is not there', async () => {
    const w = await empty();
    const ada = w.as('ada', 'admin');
    const broken = await ada('GET', '/v1/tasks', { query: { user: SENDER, cursor: 'mistyped' } });
    assert.equal(broken.status, 400);
    assert.equal(broken.body.errors[0].path, 'cursor');
    assert.equal((await ada('GET', '/v1/tasks', { query: { user: 'nobody' } })).status, 404);
  });

  test('D2: of a large team is read a part at a time, and its cursor reaches everybody', async () => {
    const w = await empty();
    const anne = await w.ports.store.users.get(organisation, SENDER);
    assert.ok(anne);
    const ids = Array.from({ length: 120 }, (_, n) => `rep${String(n).padStart(3, '0')}`);
    for (const id of ids) await w.ports.store.users.put({ ...anne, id }, 'absent');
    await fill(w, [
      { n: 1, userId: 'rep000' },
      { n: 2, userId: 'rep119' },
    ]);
    const pages: string[][] = [];
    let cursor: string | undefined;
    do {
      const query = { team: 'true', type: 'call', ...(cursor !== undefined && { cursor }) };
      const { body } = await w.as('ada', 'admin')('GET', '/v1/tasks', { query });
      pages.push(body.items.map(({ name }: { name: string }) => name));
      cursor = body.cursor;
    } while (cursor !== undefined);
    assert.deepEqual(pages, [['T1'], ['T2']]);
  });

  test('of a team goes over those whom the caller can access', async () => {
    const w = await empty();
    const anne = await w.ports.store.users.get(organisation, SENDER);
    assert.ok(anne);
    for (const [userId, groupIds] of [
      ['luc', ['paris']],
      ['mia', ['paris']],
      ['zoe', ['lyon']],
    ] as const)
      await w.ports.store.users.put({ ...anne, id: userId, groupIds: [...groupIds] }, 'absent');
    await fill(w, [
      { n: 1, userId: 'luc' },
      { n: 2, userId: 'zoe' },
      { n: 3, userId: 'mia' },
    ]);
    const names = async (userId: string, role: 'manager' | 'admin' | 'user') =>
      (await w.as(userId, role)('GET', '/v1/tasks', { query: { team: 'true' } })).body.items.map(
        (task: { name: string }) => task.name,
      );
    assert.deepEqual(await names('mia', 'manager'), ['T1', 'T3']);
    assert.deepEqual(await names('ada', 'admin'), ['T1', 'T3', 'T2']);
    assert.deepEqual(await names('zoe', 'user'), ['T2']);
    const other = await w.as('zoe', 'user')('GET', '/v1/tasks', { query: { user: 'luc' } });
    assert.equal(other.status, 403);
  });

  test('D2, D8: shows the name of the step, and its text with the values of the lead and what is missing', async () => {
    const w = await enrolledWorld({
      steps: [{ type: 'call', name: 'Call about the quote' }],
      leads: [{ id: LEAD, firstName: undefined }],
    });
    await w.run(at('2027-03-01T08:05:00.000Z'));
    const [task] = await list(w);
    assert.equal(task.name, 'Call about the quote');
    assert.equal(task.instructions, 'Call [lead.firstName]');
    assert.deepEqual(task.missing, ['lead.firstName']);
  });
});

describe('skipping', () => {
  const rules = (compulsoryFor: StepType[] = []) => ({
    skipReasons: { reasons: [{ id: 'busy', label: 'No time' }], compulsoryFor },
  });
  const called = async (settings: Partial<Settings>) => {
    const w = await enrolledWorld({ steps: [{ type: 'call' }, { type: 'call' }], settings });
    await w.run(at('2027-03-01T08:05:00.000Z'));
    const skip = (body: object, step = 's1') =>
      w.as(SENDER, 'user')('POST', `/v1/tasks/${id}.${step}/skip`, { body });
    return { w, skip };
  };

  test('A11: takes a reason that is configured, and refuses others with the list', async () => {
    const { skip } = await called(rules());
    const unknown = await skip({ reason: 'lazy' });
    assert.equal(unknown.status, 400);
    assert.match(unknown.body.errors[0].message, /“lazy” is no reason: use one of busy, other/);
    const { body } = await skip({ reason: 'busy' });
    assert.deepEqual([body.skipReason, body.skipLabel], ['busy', 'No time']);
  });

  test('A11: takes “other” with free text, and a text alone is “other”', async () => {
    const { w, skip } = await called(rules(['call']));
    assert.equal((await skip({ reason: 'other' })).status, 400);
    assert.equal((await skip({})).status, 409);
    assert.equal((await skip({ reason: 'other', note: 'On leave' })).body.skipNote, 'On leave');
    await w.run(at('2027-03-02T09:00:00.000Z'));
    assert.equal((await skip({ note: 'Moved' }, 's2')).body.skipReason, 'other');
  });

  test('A11: keeps the words of a reason that is deleted afterwards', async () => {
    const { w, skip } = await called(rules());
    await skip({ reason: 'busy', note: 'until May' });
    const before = await w.ports.store.settings.get(organisation, 'organisation');
    assert.ok(before);
    const values = { ...before.values, skipReasons: { reasons: [], compulsoryFor: [] } };
    await w.ports.store.settings.put({ ...before, values, revision: 2 }, 1);
    const { body } = await w.as(SENDER, 'user')('GET', `/v1/tasks/${id}.s1`);
    assert.equal(body.skipLabel, 'No time');
    const event = (await w.enrollment(id)).events.find(({ type }) => type === 'task-skipped');
    assert.deepEqual(event, {
      type: 'task-skipped',
      step: 's1',
      by: SENDER,
      reason: 'busy',
      label: 'No time',
      note: 'until May',
    });
  });

  test('A11: goes by the exceptions of the user who has the task', async () => {
    const { w, skip } = await called(rules(['call']));
    await decide(w, `user.${SENDER}`, { skipReasons: { reasons: [], compulsoryFor: [] } });
    assert.equal((await skip({ reason: 'busy' })).status, 400);
    assert.equal((await skip({})).status, 200);
  });
});
