import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sequenceStepTypes } from '#shared/domain/channels/step-types.ts';
import { SENDER } from '#test/support/world.ts';
import { enrolledWorld } from '#test/support/task-world.ts';
import { decide, id, list } from '#test/support/task-list.ts';
import { at } from '#test/support/at.ts';
import { plusMinutes } from '#shared/domain/time/instants.ts';

const now = { amount: 0, unit: 'minutes' as const };

describe('steps', () => {
  test('A15: of each of the eleven types do their work, one after the other', async () => {
    const steps = sequenceStepTypes.map((type) => ({
      type,
      wait: now,
      ...(type === 'sms' && { templateId: 'sms' }),
    }));
    const w = await enrolledWorld({ steps });
    const anne = w.as(SENDER, 'user');
    const tasks: string[] = [];
    for (let minute = 0; minute < 60; minute += 1) {
      await w.run(plusMinutes(at('2027-03-01T08:01:00.000Z'), minute));
      for (const task of await list(w)) {
        tasks.push(task.type);
        const verb = ['mail', 'reply', 'sms'].includes(task.type) ? 'send' : 'complete';
        assert.equal((await anne('POST', `/v1/tasks/${task.id}/${verb}`)).status, 200, task.type);
      }
    }
    assert.deepEqual(tasks, ['mail', 'reply', 'sms', 'call', 'whatsapp', 'linkedin', 'callback', 'custom']);
    assert.equal(w.mailer.sent.length, 4);
    assert.equal(w.sms.sent.length, 2);
    const { state, done } = await w.enrollment(id);
    assert.equal(state.status, 'finished');
    assert.equal(done.length, 11);
  });

  test('A15: a call or callback takes an outcome and a duration, no other task does', async () => {
    const w = await enrolledWorld({ steps: [{ type: 'linkedin' }, { type: 'callback', wait: now }] });
    await w.run(at('2027-03-01T08:05:00.000Z'));
    const complete = (step: string, body: object) =>
      w.as(SENDER, 'user')('POST', `/v1/tasks/${id}.${step}/complete`, { body });
    const refused = await complete('s1', { durationSeconds: 5 });
    assert.equal(refused.status, 400);
    assert.match(refused.body.errors[0].message, /Only a call or a callback has a duration/);
    await complete('s1', {});
    await w.run(at('2027-03-01T08:10:00.000Z'));
    await complete('s2', { outcome: 'Demo on Friday', durationSeconds: 185 });
    const event = (await w.enrollment(id)).events.find(({ type }) => type === 'task-completed');
    assert.deepEqual(event, {
      type: 'task-completed',
      step: 's2',
      by: SENDER,
      outcome: 'Demo on Friday',
      durationSeconds: 185,
    });
  });

  test('D3: a task waits in working days, for its hour, in working time', async () => {
    const w = await enrolledWorld(
      { steps: [{ type: 'call', wait: { amount: 2, unit: 'working-days' }, at: '14:00' }] },
      { start: at('2027-03-04T10:00:00.000Z') },
    );
    await w.run(at('2027-03-08T12:59:00.000Z'));
    assert.deepEqual(await list(w), []);
    await w.run(at('2027-03-08T13:01:00.000Z'));
    assert.equal((await list(w))[0].openedAt, '2027-03-08T13:00:00.000Z');
  });

  test('A9: a user’s most tasks a day is the nearest exception', async () => {
    const leads = ['a', 'b', 'c'].map((letter) => ({ id: `${letter}3j9x0q2m4v7b1zc` }));
    const w = await enrolledWorld({
      steps: [{ type: 'call', wait: { amount: 1, unit: 'hours' } }],
      leads,
      settings: { maxTasksPerDay: 3 },
    });
    await decide(w, `user.${SENDER}`, { maxTasksPerDay: 1 });
    await w.run(at('2027-03-01T20:00:00.000Z'));
    assert.equal((await list(w)).length, 1);
    await w.run(at('2027-03-02T20:00:00.000Z'));
    assert.equal((await list(w)).length, 2);
  });
});
