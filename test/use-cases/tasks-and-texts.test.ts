import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import { lateAt } from '#shared/domain/tasks/task.ts';
import { completeTask, skipTask } from '#shared/use-cases/tasks/close-task.ts';
import { loadSender } from '#shared/use-cases/people/load-sender.ts';
import { pauseEnrollment, resumeEnrollment } from '#shared/use-cases/enrollments/change-enrollment.ts';
import { ORGANISATION as organisation, SENDER, SEQUENCE, type World } from '#test/support/world.ts';
import { id, source, living, reasons } from '#test/support/recorded.ts';
import { at, zoneNamed } from '#test/support/at.ts';

describe('tasks', () => {
  const leads = ['c', 'b', 'a'].map((lead) => ({ id: lead }));
  const open = async (w: World) =>
    (await Array.fromAsync(w.ports.store.tasks.scan())).filter(({ status }) => status === 'open');

  test('A9: appear up to the most a day, the rest on the next working day, oldest due first', async () => {
    const w = await living({ steps: [{ type: 'call' }], leads, settings: { maxTasksPerDay: 1 } });
    const days: string[] = [];
    for (let day = 23; day <= 26; day += 1) {
      await w.run(at(`2026-11-${day}T20:00:00.000Z`));
      days.push((await open(w)).map(({ leadId }) => leadId).join(''));
    }
    assert.deepEqual(
      days.map((day) => day.length),
      [1, 2, 3, 3],
    );
  });

  test('A9: that fell over appear before those due later, whichever comes first in its sequence', async () => {
    const call = { type: 'call' as const, wait: { amount: 0, unit: 'minutes' as const } };
    const w = await living({
      steps: [call, { ...call, wait: { amount: 1, unit: 'days' } }],
      leads: [{ id: 'a' }, { id: 'b' }],
      settings: { maxTasksPerDay: 1 },
    });
    await w.run(at('2026-11-23T10:00:00.000Z'));
    await completeTask(w.ports, { organisation, id: `a.${SEQUENCE}.1.s1`, by: SENDER, now: w.clock.now() });
    await w.run(at('2026-11-24T20:00:00.000Z'));
    assert.deepEqual(
      (await open(w)).map((task) => task.id),
      [`b.${SEQUENCE}.1.s1`],
    );
  });

  test('A10: are late a while after they became visible', async () => {
    const w = await living({ steps: [{ type: 'call' }], settings: { taskLateness: { call: 90 } } });
    await w.run(at('2026-11-23T10:00:00.000Z'));
    const [task] = await open(w);
    assert.ok(task);
    const sender = await loadSender(w.ports.store, organisation, SENDER);
    assert.ok(sender);
    assert.equal(lateAt(task, sender.settings), plusMinutes(task.openedAt, 90));
  });

  test('A11: are skipped without a reason unless their type wants one', async () => {
    const rules = { reasons: [{ id: 'busy', label: 'Busy' }], compulsoryFor: ['call' as const] };
    const w = await living({
      steps: [{ type: 'call' }, { type: 'linkedin' }],
      settings: { skipReasons: rules },
    });
    await w.run(at('2026-11-23T10:00:00.000Z'));
    const skip = (step: string, reason?: string) =>
      skipTask(w.ports, {
        organisation,
        id: `${id}.${step}`,
        by: SENDER,
        now: w.clock.now(),
        ...(reason !== undefined && { reason }),
      });
    assert.equal((await skip('s1')).kind, 'refused');
    assert.equal((await skip('s1', ' ')).kind, 'refused');
    assert.equal((await skip('s1', 'busy')).kind, 'closed');
    await w.run(at('2026-11-24T12:00:00.000Z'));
    assert.equal((await skip('s2')).kind, 'closed');
  });

  test('leave the list when their sequence is paused in that very moment, and come back with it', async () => {
    const w = await living({ steps: [{ type: 'call' }] });
    const put = w.ports.store.tasks.put.bind(w.ports.store.tasks);
    const because = { kind: 'person', userId: SENDER } as const;
    let before = true;
    w.ports.store.tasks.put = async (task, expected) => {
      const outcome = await put(task, expected);
      if (before) {
        before = false;
        await pauseEnrollment(w.ports, { organisation, id, because, now: w.clock.now() });
      }
      return outcome;
    };
    await w.run(at('2026-11-23T10:00:00.000Z'));
    assert.equal((await w.enrollment(id)).state.status, 'paused');
    assert.equal((await open(w)).length, 0);
    await resumeEnrollment(w.ports, { organisation, id, because, now: w.clock.now() });
    await w.run(at('2026-11-23T11:00:00.000Z'));
    assert.equal((await w.enrollment(id)).state.status, 'waiting');
    assert.equal((await open(w)).length, 1);
  });

  test('A3: that are mails count among the mails of the day', async () => {
    const w = await living({
      steps: [{ type: 'mail' }, { wait: { amount: 0, unit: 'minutes' } }],
      settings: { maxMailsPerDay: 1 },
    });
    await w.run(at('2026-11-23T10:00:00.000Z'));
    await completeTask(w.ports, { organisation, id: `${id}.s1`, by: SENDER, now: w.clock.now() });
    await w.run(at('2026-11-23T20:00:00.000Z'));
    assert.equal(w.mailer.sent.length, 0);
    await w.run(at('2026-11-24T20:00:00.000Z'));
    assert.equal(w.mailer.sent.length, 1);
  });
});

describe('a text (E4)', () => {
  const quiet = (policy: 'drop' | 'defer') => ({
    smsQuietHours: { from: '23:00' as const, to: '07:30' as const, policy },
  });
  // 10:00 in Paris is 04:00 in New York.
  const leads = [{ id: 'lead1', zone: zoneNamed('America/New_York') }];

  test('that falls in quiet hours is dropped, with the reason', async () => {
    const w = await living({ steps: [{ type: 'automated-sms' }], leads, settings: quiet('drop') });
    await w.run(at('2026-11-24T10:00:00.000Z'));
    assert.equal(w.sms.sent.length, 0);
    assert.deepEqual(reasons(w, 'skipped'), [[{ kind: 'setting', setting: 'smsQuietHours', source }]]);
  });

  test('is deferred to their end where the setting says so', async () => {
    const w = await living({ steps: [{ type: 'automated-sms' }], leads, settings: quiet('defer') });
    await w.run(at('2026-11-23T12:29:00.000Z'));
    assert.equal(w.sms.sent.length, 0);
    await w.run(at('2026-11-23T12:30:00.000Z'));
    assert.equal(w.sms.sent.length, 1);
  });
});
