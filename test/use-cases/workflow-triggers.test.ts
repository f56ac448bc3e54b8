import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import type { ActivityEvent } from '#shared/domain/activity/activity.ts';
import { pauseEnrollment, stopEnrollment } from '#shared/use-cases/enrollments/change-enrollment.ts';
import { completeTask, skipTask } from '#shared/use-cases/tasks/close-task.ts';
import { ingestReply } from '#shared/use-cases/inbound/ingest-reply.ts';
import { type WorkflowWorld } from '#test/support/workflows.ts';
import { ORGANISATION as organisation, SENDER } from '#test/support/world.ts';
import {
  start,
  id,
  person,
  days,
  prepared,
  enroll,
  enrolled,
  happens,
  call,
  opened,
  clicked,
  give,
  pause,
} from '#test/support/workflow-lead.ts';

describe('triggers', () => {
  const fires = async (w: WorkflowWorld, ...events: ActivityEvent[]) => {
    const before = (await w.runs()).length;
    await happens(w, ...events);
    return (await w.runs()).length - before;
  };
  const waitingFor = async (...triggers: Parameters<WorkflowWorld['let']>[0]['trigger'][]) => {
    const w = await enrolled();
    await w.let(...triggers.map((trigger) => ({ trigger, actions: [give] })));
    return w;
  };

  test('B2, F8: opens and clicks fire once each, and by bots never', async () => {
    const w = await waitingFor({ type: 'mail-opened' }, { type: 'link-clicked' });
    assert.equal(await fires(w, { ...opened, machine: true }), 0);
    assert.equal(await fires(w, { ...clicked, machine: true }), 0);
    assert.equal(await fires(w, opened), 1);
    assert.equal(await fires(w, { ...opened, again: true }), 0);
    assert.equal(await fires(w, clicked), 1);
    assert.equal(await fires(w, { ...clicked, again: true }), 0);
    assert.equal(await fires(w, { ...clicked, link: 'https://acme.example/other', again: true }), 1);
  });

  test('B2: the same link in another text is another one', async () => {
    const w = await waitingFor({ type: 'link-clicked' });
    const inText = { ...clicked, messageId: '', channel: 'sms' } as const;
    assert.equal(await fires(w, inText), 1);
    assert.equal(await fires(w, { ...inText, step: 's2' }), 1);
    assert.equal(await fires(w, inText), 0);
  });

  test('B2: a click can wait for one link, by its name or its address', async () => {
    for (const link of ['demo', 'https://acme.example/demo']) {
      const w = await waitingFor({ type: 'link-clicked', link });
      assert.equal(await fires(w, { ...clicked, link: 'https://acme.example/other', name: 'other' }), 0);
      assert.equal(await fires(w, clicked), 1);
    }
  });

  test('B2: a call must be longer than it says', async () => {
    const w = await waitingFor({ type: 'call-longer-than', seconds: 60 });
    assert.equal(await fires(w, { ...call, seconds: 60 }), 0);
    assert.equal(await fires(w, { ...call, seconds: 61 }), 1);
    assert.equal(await fires(w, { type: 'call-made', seconds: 61, by: SENDER }), 1);
    const task = { type: 'task-completed', step: 's1', by: SENDER } as const;
    assert.equal(await fires(w, { ...task, durationSeconds: 90 }), 1);
    assert.equal(await fires(w, task), 0);
  });

  test('B2: a bounce counts when it is for good, a complaint as unsubscribing', async () => {
    const w = await waitingFor({ type: 'mail-bounced' }, { type: 'lead-unsubscribed' });
    assert.equal(await fires(w, { type: 'bounced', step: 's1', permanent: false, detail: '' }), 0);
    assert.equal(await fires(w, { type: 'bounced', step: 's1', permanent: true, detail: '' }), 1);
    assert.equal(await fires(w, { type: 'unsubscribed', by: 'link' }), 1);
    assert.equal(await fires(w, { type: 'complained', detail: '' }), 1);
  });

  test('B2: tasks skipped, custom tasks and owners changed fire', async () => {
    const w = await waitingFor({ type: 'task-skipped' }, { type: 'custom-task-created' });
    assert.equal(await fires(w, { type: 'custom-task-skipped', task: 't', name: 'T', by: SENDER }), 1);
    const made = { type: 'custom-task-created', task: 't', name: 'T', taskType: 'call' } as const;
    assert.equal(await fires(w, { ...made, by: SENDER, user: SENDER, due: start }), 1);
    await w.let({ trigger: { type: 'owner-changed' }, actions: [pause] });
    assert.equal(await fires(w, { type: 'owner-changed', from: 'luc', to: SENDER, by: SENDER }), 1);
  });

  test('B2: a stop and a pause by hand fire; those of the engine do not', async () => {
    const w = await waitingFor({ type: 'sequence-stopped-by-hand' }, { type: 'sequence-paused' });
    await pauseEnrollment(w.ports, { organisation, id, because: person, now: w.clock.now() });
    await w.settle();
    assert.deepEqual(
      (await w.runs()).map(({ workflowId }) => workflowId),
      ['sequence-paused'],
    );
    await stopEnrollment(w.ports, { organisation, id, because: person, now: w.clock.now() });
    await w.settle();
    assert.equal((await w.runs()).length, 2);
    const away = { kind: 'lead', fact: 'auto-replied' } as const;
    assert.equal(await fires(w, { type: 'paused', because: away }), 0);
    assert.equal(await fires(w, { type: 'stopped', because: { kind: 'lead', fact: 'replied' } }), 0);
  });

  test('B2: a lead is added, does its first step of each kind, and the sequence ends, once each', async () => {
    const w = await prepared([{}, {}, { type: 'call' }, { type: 'call' }]);
    await w.let(
      { trigger: { type: 'lead-added' }, actions: [give] },
      { trigger: { type: 'first-automated-step-done' }, actions: [give] },
      { trigger: { type: 'first-manual-step-done' }, actions: [give] },
      { trigger: { type: 'task-skipped' }, actions: [give] },
      { trigger: { type: 'sequence-ended' }, actions: [give] },
    );
    await enroll(w);
    const ran = async () => (await w.runs()).map(({ workflowId }) => workflowId);
    await w.settle();
    assert.deepEqual(await ran(), ['lead-added']);
    await w.run(days(1));
    await w.settle();
    await w.run(days(2));
    await w.settle();
    assert.equal(w.mailer.sent.length, 2);
    assert.deepEqual(await ran(), ['lead-added', 'first-automated-step-done']);
    await w.run(days(3));
    await completeTask(w.flows, { organisation, id: `${id}.s3`, by: SENDER, now: w.clock.now() });
    await w.run(days(4));
    await w.settle();
    assert.deepEqual((await ran()).slice(2), ['first-manual-step-done']);
    await skipTask(w.flows, { organisation, id: `${id}.s4`, by: SENDER, now: w.clock.now() });
    await w.settle();
    assert.deepEqual((await ran()).slice(3).toSorted(), ['sequence-ended', 'task-skipped']);
  });

  test('B2: a workflow made after the first step waits for no second one', async () => {
    const w = await prepared([{}, {}]);
    await enroll(w);
    await w.run(plusMinutes(start, 30));
    await w.settle();
    await w.let({ trigger: { type: 'first-automated-step-done' }, actions: [give] });
    await w.run(days(2));
    await w.settle();
    assert.equal(w.mailer.sent.length, 2);
    assert.deepEqual(await w.runs(), []);
  });

  test('B2: a reply fires where the sequence goes on and where it stops', async () => {
    const w = await prepared([{}, {}]);
    await w.let({ trigger: { type: 'lead-replied' }, actions: [pause, give] });
    await enroll(w);
    await w.run(plusMinutes(start, 30));
    const message = { organisation, enrollment: id, step: 's1' };
    await ingestReply(w.ports, { message, at: w.clock.now(), now: w.clock.now() });
    await w.settle();
    const [run] = await w.runs();
    assert.deepEqual(
      run?.outcomes.map(({ kind, why }) => [kind, why]),
      [
        ['unchanged', 'It is stopped.'],
        ['done', undefined],
      ],
    );
  });
});
