import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ProviderEventKind } from '#shared/domain/provider-events/provider-event.ts';
import { ingestProviderEvent } from '#shared/use-cases/provider-events/ingest-provider-event.ts';
import {
  pauseEnrollment,
  resolveUnknown,
  resumeEnrollment,
} from '#shared/use-cases/enrollments/change-enrollment.ts';
import { sweep } from '#test/support/sweep.ts';
import { ingestReply } from '#shared/use-cases/inbound/ingest-reply.ts';
import { unsubscribeLead } from '#shared/use-cases/suppressions/unsubscribe-lead.ts';
import { ORGANISATION as organisation, SENDER } from '#test/support/world.ts';
import { ProcessDied } from '#test/support/memory/faults.ts';
import { LEAD, type TaskWorld } from '#test/support/task-world.ts';
import { because, id, later, mailTask, send, stored, task } from '#test/support/mail-task.ts';
import { at } from '#test/support/at.ts';

const event = (w: TaskWorld, kind: ProviderEventKind, attempt = 1) => ({
  kind,
  at: w.clock.now(),
  messageId: 'message-1',
  recipient: [`${LEAD}@example.com`],
  tags: { organisation, enrollment: id, step: 's1', attempt },
});

describe('never twice by hand (F3)', () => {
  test('F3: two clicks at once send one mail', async () => {
    const w = await mailTask({ settings: { maxMailsPerDay: 1 } });
    const results = await Promise.all([send(w), send(w), send(w)]);
    assert.equal(w.mailer.calls.length, 1);
    assert.equal(results.filter(({ kind }) => kind === 'sent').length, 1);
    assert.equal((await send(w)).kind, 'unchanged');
  });

  test('F4: after a death between the answer of the provider and the next wake-up, sending again mends it at once', async () => {
    const w = await mailTask();
    const { scheduler } = w.ports;
    const death = new ProcessDied('scheduler.create');
    w.ports.scheduler = { ...scheduler, create: () => Promise.reject(death) };
    await assert.rejects(send(w), death);
    w.ports.scheduler = scheduler;
    assert.deepEqual(w.scheduler.entries(), []);
    assert.equal((await send(w)).kind, 'unchanged');
    assert.equal(w.mailer.calls.length, 1);
    assert.equal((await stored(w))?.status, 'completed');
    const { revision, state } = await w.enrollment(id);
    assert.ok(state.status === 'scheduled');
    const [entry] = w.scheduler.entries();
    assert.ok(entry?.wakeUp.kind === 'step');
    assert.deepEqual([entry.at, entry.wakeUp.revision], [state.at, revision]);
  });

  for (const [answer, arrived] of [
    ['lose-answer', true],
    ['lose-call', false],
  ] as const) {
    test(`F3: an outcome that nobody knows (${answer}) is not sent again, by whom ever it is asked`, async () => {
      const w = await mailTask({}, () => answer);
      assert.equal((await send(w)).kind, 'unknown');
      assert.equal((await send(w)).kind, 'unknown');
      const { anne, path } = { anne: w.as(SENDER, 'user'), path: `/v1/tasks/${task}` };
      assert.equal((await anne('POST', `${path}/complete`)).status, 409);
      assert.equal((await anne('POST', `${path}/skip`)).status, 409);
      await w.run(at('2027-03-05T09:00:00.000Z'));
      await sweep(w.ports, w.clock.now());
      assert.equal(w.mailer.calls.length, 1);
      assert.equal(w.mailer.sent.length, arrived ? 1 : 0);
      const { state } = await w.enrollment(id);
      assert.ok(state.status === 'unknown' && state.listedAt <= w.clock.now());
    });
  }

  test('F3, D2: the provider’s event settles it: the task is completed and the sequence goes on', async () => {
    const w = await mailTask({}, () => 'lose-answer');
    await send(w);
    await ingestProviderEvent(w.ports, event(w, 'delivered'), w.clock.now(), organisation);
    const { state, done } = await w.enrollment(id);
    assert.deepEqual(done, ['s1']);
    assert.ok(state.status === 'scheduled' && state.step === 's2');
    assert.equal((await stored(w))?.status, 'completed');
    assert.equal((await send(w)).kind, 'unchanged');
  });

  for (const [how, settle] of [
    [
      'the provider’s event',
      (w: TaskWorld) => ingestProviderEvent(w.ports, event(w, 'delivered'), w.clock.now(), organisation),
    ],
    [
      'a person',
      (w: TaskWorld) =>
        resolveUnknown(w.ports, { organisation, id, outcome: 'sent', by: SENDER, now: w.clock.now() }),
    ],
  ] as const) {
    test(`A15, F2: settled by ${how}, it is on record in the name of the user who has the task`, async () => {
      const w = await mailTask({}, () => 'lose-answer');
      const open = await stored(w);
      const anne = await w.ports.store.users.get(organisation, SENDER);
      assert.ok(open && anne);
      await w.ports.store.users.put({ ...anne, id: 'luc' }, 'absent');
      await w.ports.store.tasks.put({ ...open, revision: open.revision + 1, userId: 'luc' }, open.revision);
      assert.equal((await send(w)).kind, 'unknown');
      await settle(w);
      const sent = (await w.enrollment(id)).events.find(({ type }) => type === 'sent');
      assert.ok(sent?.type === 'sent');
      assert.equal(sent.sender, 'luc');
      assert.equal(sent.by, SENDER);
    });
  }

  test('F3: a rejection by the provider gives the task back', async () => {
    const w = await mailTask({}, (call) => (call === 1 ? 'lose-call' : 'accept'));
    await send(w);
    await ingestProviderEvent(w.ports, event(w, 'rejected'), w.clock.now(), organisation);
    assert.equal((await w.enrollment(id)).state.status, 'waiting');
    assert.equal((await send(w)).kind, 'sent');
  });

  test('F3: a person settles it: sent completes the task, resend gives it back', async () => {
    for (const outcome of ['sent', 'resend'] as const) {
      const w = await mailTask({}, (call) => (call === 1 ? 'lose-call' : 'accept'));
      await send(w);
      await resolveUnknown(w.ports, { organisation, id, outcome, by: SENDER, now: w.clock.now() });
      assert.equal((await stored(w))?.status, outcome === 'sent' ? 'completed' : 'open');
      assert.equal((await send(w)).kind, outcome === 'sent' ? 'unchanged' : 'sent');
      assert.equal(w.mailer.calls.length, outcome === 'sent' ? 1 : 2);
    }
  });

  test('F3: an event of a mail that was held to be lost completes the task before it is sent again', async () => {
    const w = await mailTask({}, () => 'lose-answer');
    await send(w);
    await resolveUnknown(w.ports, { organisation, id, outcome: 'resend', by: SENDER, now: w.clock.now() });
    await ingestProviderEvent(w.ports, event(w, 'delivered'), w.clock.now(), organisation);
    assert.equal((await stored(w))?.status, 'completed');
    assert.equal((await send(w)).kind, 'unchanged');
    assert.equal(w.mailer.calls.length, 1);
  });

  const meanwhile = {
    'a pause': (w: TaskWorld) => pauseEnrollment(w.ports, { organisation, id, because, now: w.clock.now() }),
    'a reply': (w: TaskWorld) =>
      ingestReply(w.ports, { message: { organisation, enrollment: id, step: 's1' }, at: later, now: later }),
    'an unsubscription': (w: TaskWorld) =>
      unsubscribeLead(w.ports, { organisation, leadId: LEAD, by: 'link', enrollmentId: id, now: later }),
  };
  for (const [what, act] of Object.entries(meanwhile)) {
    test(`F3: ${what} in the middle of the call leaves the mail sent once and the task completed`, async () => {
      const w = await mailTask();
      const { mailer } = w.ports;
      w.ports.mailer = {
        send: async (mail) => {
          await act(w);
          return mailer.send(mail);
        },
      };
      assert.equal((await send(w)).kind, 'sent');
      w.ports.mailer = mailer;
      assert.equal((await stored(w))?.status, 'completed');
      const { done, claim } = await w.enrollment(id);
      assert.ok(done.includes('s1'));
      assert.equal(claim, undefined);
      if (what === 'a pause') {
        await resumeEnrollment(w.ports, { organisation, id, because, now: w.clock.now() });
        const { state } = await w.enrollment(id);
        assert.ok(state.status === 'scheduled' && state.step === 's2');
      }
      assert.equal(w.mailer.calls.length, 1);
    });
  }

  test('F3: a pause in the middle of a call that is refused keeps the task for afterwards', async () => {
    const refusal = { kind: 'refused', retry: true, code: 'Throttling', message: 'Slow down' } as const;
    const w = await mailTask({}, (call) => (call === 1 ? refusal : 'accept'));
    const { mailer } = w.ports;
    w.ports.mailer = {
      send: async (mail) => {
        await pauseEnrollment(w.ports, { organisation, id, because, now: w.clock.now() });
        return mailer.send(mail);
      },
    };
    assert.equal((await send(w)).kind, 'refused');
    w.ports.mailer = mailer;
    assert.equal((await send(w)).kind, 'refused');
    await resumeEnrollment(w.ports, { organisation, id, because, now: w.clock.now() });
    assert.equal((await w.enrollment(id)).state.status, 'waiting');
    assert.equal((await send(w)).kind, 'sent');
  });
});
