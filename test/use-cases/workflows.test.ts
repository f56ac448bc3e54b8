import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { plusMinutes } from '#shared/domain/calendar/instants.ts';
import type { ActivityEvent } from '#shared/domain/activity/activity.ts';
import type { Action } from '#shared/domain/workflow/actions.ts';
import type { Step } from '#shared/domain/sequence/step.ts';
import { changeEnrollment } from '#shared/use-cases/engine/change-enrollment.ts';
import { enrollLeads } from '#shared/use-cases/engine/enroll-leads.ts';
import { pauseEnrollment } from '#shared/use-cases/engine/pause-enrollment.ts';
import { resumeEnrollment } from '#shared/use-cases/engine/resume-enrollment.ts';
import { stopEnrollment } from '#shared/use-cases/engine/stop-enrollment.ts';
import { completeTask, skipTask } from '#shared/use-cases/engine/close-task.ts';
import { takeInReply } from '#shared/use-cases/engine/take-in-reply.ts';
import { addOther } from '#test/support/recorded.ts';
import { workflowWorld, type WorkflowWorld } from '#test/support/workflows.ts';
import { ORGANISATION as organisation, seed, SENDER, SEQUENCE } from '#test/support/world.ts';

// A Monday, 10:00 in Paris.
const start = '2027-03-22T09:00:00.000Z';
const id = `lead1.${SEQUENCE}.1`;
const person = { kind: 'person', userId: SENDER } as const;
const days = (n: number) => plusMinutes(start, n * 24 * 60);

/** A lead in a sequence of calls that is at its first step. */
async function prepared(
  steps: Partial<Step>[] = [{ type: 'call' }, { type: 'call' }, { type: 'call' }],
  carried?: <T>(some: T[]) => T[],
): Promise<WorkflowWorld> {
  const w = workflowWorld(start, carried);
  await seed(w, { steps });
  await addOther(w);
  const anne = await w.flows.store.users.get(organisation, SENDER);
  assert.ok(anne);
  await w.flows.store.users.put({ ...anne, id: 'luc' }, 'absent');
  return w;
}

const enroll = (w: WorkflowWorld, sequenceId: string = SEQUENCE) =>
  enrollLeads(w.ports, {
    organisation,
    leadIds: ['lead1'],
    sequenceId,
    userId: SENDER,
    by: SENDER,
    now: w.clock.now(),
  });

async function enrolled(...parameters: Parameters<typeof prepared>): Promise<WorkflowWorld> {
  const w = await prepared(...parameters);
  await enroll(w);
  await w.run(plusMinutes(start, 30));
  await w.settle();
  return w;
}

/** Something that happens in the sequence, and what follows. */
async function happens(w: WorkflowWorld, ...events: ActivityEvent[]): Promise<void> {
  await w.happen({ leadId: 'lead1', enrollmentId: id, sequenceId: SEQUENCE, events });
  await w.settle();
}

const ownerOf = async (w: WorkflowWorld) => (await w.flows.store.leads.get(organisation, 'lead1'))?.ownerId;
const stateOf = async (w: WorkflowWorld, of = id) => (await w.enrollment(of)).state;
const told = (w: WorkflowWorld, type: ActivityEvent['type']) =>
  w.recorded.flatMap(({ events }) => events).filter((event) => event.type === type);
const give: Action = { type: 'change-owner', userId: 'luc' };
const stop: Action = { type: 'stop-sequence' };
const pause: Action = { type: 'pause-sequence', amount: 3, unit: 'days' };
const move: Action = { type: 'move-to-sequence', sequenceId: 'autumn' };
const jump: Action = { type: 'go-to-last-step' };
const call = { type: 'call-received', seconds: 30, by: SENDER } as const;
const opened = { type: 'opened', step: 's1', messageId: 'm1', machine: false, again: false } as const;
const clicked = { ...opened, type: 'clicked', link: 'https://acme.example/demo', name: 'demo' } as const;

describe('which workflow acts', () => {
  test('A13: one of a sequence takes the place of the standard one with the same trigger there', async () => {
    const w = await enrolled();
    await w.let(
      { trigger: { type: 'call-received' }, actions: [stop] },
      { trigger: { type: 'call-received' }, sequenceId: SEQUENCE, actions: [pause] },
    );
    await happens(w, call);
    assert.equal((await stateOf(w)).status, 'paused');
    assert.deepEqual(
      (await w.runs()).map(({ workflowId }) => workflowId),
      [`${SEQUENCE}.call-received`],
    );
  });

  test('A13: the one of another sequence does not, nor one that is not active', async () => {
    const w = await enrolled();
    await w.let(
      { trigger: { type: 'call-received' }, actions: [stop], active: false },
      { trigger: { type: 'call-received' }, sequenceId: 'autumn', actions: [stop] },
    );
    await happens(w, call);
    assert.equal((await stateOf(w)).status, 'waiting');
  });

  test('A13: what happened before a workflow was made does not count', async () => {
    const w = await enrolled();
    await w.let({ trigger: { type: 'call-received' }, actions: [stop], createdAt: days(1) });
    await happens(w, call);
    assert.deepEqual(await w.runs(), []);
  });

  test('A13: a sequence with one that rests is excepted from the standard one', async () => {
    const w = await enrolled();
    await w.let(
      { trigger: { type: 'call-received' }, actions: [stop] },
      { trigger: { type: 'call-received' }, sequenceId: SEQUENCE, actions: [stop], active: false },
    );
    await happens(w, call);
    assert.equal((await stateOf(w)).status, 'waiting');
  });

  test('A13: what happens outside of sequences acts on each of the lead’s that is not over, by its own workflow', async () => {
    const w = await enrolled();
    await enroll(w, 'autumn');
    await w.let(
      { trigger: { type: 'call-received' }, actions: [stop] },
      { trigger: { type: 'call-received' }, sequenceId: 'autumn', actions: [pause] },
    );
    await w.happen({ leadId: 'lead1', events: [call] });
    await w.settle();
    assert.equal((await stateOf(w)).status, 'stopped');
    assert.equal((await stateOf(w, 'lead1.autumn.1')).status, 'paused');
  });

  test('A13: a lead in no sequence has the standard one', async () => {
    const w = await prepared();
    await w.let({ trigger: { type: 'call-received' }, actions: [stop, give] });
    await w.happen({ leadId: 'lead1', events: [call] });
    await w.settle();
    assert.equal(await ownerOf(w), 'luc');
    const [run] = await w.runs();
    assert.deepEqual(
      run?.outcomes.map(({ kind }) => kind),
      ['unchanged', 'done'],
    );
  });
});

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

  test('B2, F8: opens and clicks fire once each, and by machines never', async () => {
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
    await takeInReply(w.ports, { message, at: w.clock.now(), now: w.clock.now() });
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

describe('actions', () => {
  const doing = async (actions: Action[], w?: WorkflowWorld) => {
    const inWorld = w ?? (await enrolled());
    await inWorld.let({ trigger: { type: 'call-received' }, actions });
    await happens(inWorld, call);
    return inWorld;
  };

  test('B3: the owner changes, which is an activity with its reason; the sender of the sequence stays', async () => {
    const w = await doing([give]);
    assert.equal(await ownerOf(w), 'luc');
    const [run] = await w.runs();
    const because = { kind: 'workflow', workflow: 'call-received', run: run?.id, chain: ['call-received'] };
    assert.deepEqual(told(w, 'owner-changed'), [{ type: 'owner-changed', from: SENDER, to: 'luc', because }]);
    assert.equal((await w.enrollment(id)).userId, SENDER);
  });

  test('B3: a pause ends after so many days of the sender’s wall clock, or minutes, and is never shortened', async () => {
    const w = await doing([pause]);
    const now = w.clock.now();
    const state = await stateOf(w);
    assert.equal(state.status === 'paused' && state.until, plusMinutes(now, 3 * 24 * 60));
    const overDst = await enrolled();
    await doing([{ type: 'pause-sequence', amount: 7, unit: 'days' }], overDst);
    const later = await stateOf(overDst);
    assert.equal(later.status === 'paused' && later.until, plusMinutes(now, 7 * 24 * 60 - 60));
    const byHand = await enrolled();
    await pauseEnrollment(byHand.ports, { organisation, id, because: person, now });
    await doing([{ type: 'pause-sequence', amount: 5, unit: 'minutes' }], byHand);
    const kept = await stateOf(byHand);
    assert.equal(kept.status === 'paused' && kept.until, undefined);
  });

  test('B3: the lead moves to another sequence, in the name of the same user', async () => {
    const w = await doing([move]);
    assert.equal((await stateOf(w)).status, 'stopped');
    const other = await w.enrollment('lead1.autumn.1');
    assert.deepEqual([other.state.status, other.userId], ['scheduled', SENDER]);
    assert.equal(told(w, 'moved').length, 1);
  });

  test('B4: a lead to whom nothing of the other sequence may go is not moved, and its own goes on', async () => {
    const w = await enrolled();
    const lead = await w.flows.store.leads.get(organisation, 'lead1');
    assert.ok(lead);
    const suppression = { unsubscribedAt: start };
    await w.flows.store.leads.put({ ...lead, suppression, revision: lead.revision + 1 }, lead.revision);
    await doing([move, give], w);
    assert.equal((await stateOf(w)).status, 'waiting');
    const [run] = await w.runs();
    assert.equal(run?.state.status, 'refused');
    assert.match(run.outcomes[0]?.why ?? '', /Every step of “autumn” would be skipped: .*unsubscribed/);
    assert.equal(await ownerOf(w), SENDER);
  });

  test('B4: having paused it first, a move still looks at what may go to the lead', async () => {
    const w = await enrolled();
    const lead = await w.flows.store.leads.get(organisation, 'lead1');
    assert.ok(lead);
    const suppression = { unsubscribedAt: start };
    await w.flows.store.leads.put({ ...lead, suppression, revision: lead.revision + 1 }, lead.revision);
    await doing([pause, move], w);
    assert.equal((await stateOf(w)).status, 'paused');
  });

  test('B3: one that ended goes on in another sequence', async () => {
    const w = await prepared([{}]);
    await w.let({ trigger: { type: 'sequence-ended' }, actions: [move] });
    await enroll(w);
    await w.run(plusMinutes(start, 30));
    await w.settle();
    assert.equal((await stateOf(w)).status, 'finished');
    assert.equal((await stateOf(w, 'lead1.autumn.1')).status, 'scheduled');
  });

  test('B4: the last step comes now, those between are skipped without firing “task skipped”', async () => {
    const w = await enrolled();
    await w.let({ trigger: { type: 'task-skipped' }, actions: [stop] });
    await doing([jump], w);
    const skipped = told(w, 'skipped').map((event) => event.type === 'skipped' && event.step);
    assert.deepEqual(skipped, ['s1', 's2']);
    const task = await w.flows.store.tasks.get(organisation, `${id}.s1`);
    assert.equal(task?.status, 'cancelled');
    await w.run(plusMinutes(w.clock.now(), 10));
    const state = await stateOf(w);
    assert.deepEqual([state.status, state.status === 'waiting' && state.step], ['waiting', 's3']);
    assert.equal((await w.runs()).length, 1);
  });

  test('B4: the last step still waits for its window', async () => {
    const w = await prepared([{}, {}, {}]);
    await enroll(w);
    await w.run('2027-03-22T20:00:00.000Z');
    await w.settle();
    await doing([jump], w);
    const state = await stateOf(w);
    assert.ok(state.status === 'scheduled' && state.step === 's3');
    assert.equal(state.at, '2027-03-23T08:00:00.000Z');
  });

  test('B4: at the last step already, nothing happens', async () => {
    const w = await enrolled([{ type: 'call' }]);
    const { revision } = await w.enrollment(id);
    await doing([jump], w);
    assert.equal((await w.enrollment(id)).revision, revision);
    assert.equal((await w.runs())[0]?.outcomes[0]?.kind, 'unchanged');
  });

  test('B4: while a step is at the provider the jump waits, and comes when that is settled', async () => {
    const w = await prepared([{}, {}, {}]);
    await enroll(w);
    const now = plusMinutes(start, 5);
    await w.run(plusMinutes(start, -1));
    await changeEnrollment(
      w.ports,
      organisation,
      id,
      () => ({ events: [{ type: 'claimed', step: 's1', attempt: 1 }] }),
      start,
    );
    await doing([jump], w);
    assert.match((await w.runs())[0]?.outcomes[0]?.why ?? '', /being sent/);
    assert.equal((await w.runs())[0]?.state.status, 'waiting');
    const because = { kind: 'provider', code: 'Throttled', message: '' } as const;
    await changeEnrollment(
      w.ports,
      organisation,
      id,
      () => ({ events: [{ type: 'deferred', step: 's1', due: start, until: days(1), because: [because] }] }),
      start,
    );
    await w.run(now);
    await w.settle();
    const state = await stateOf(w);
    assert.ok(state.status === 'scheduled' && state.step === 's3');
  });

  test('B4: one that is paused stays so, and goes on with the last step', async () => {
    const w = await enrolled([{ type: 'call' }, { type: 'call' }, {}]);
    await pauseEnrollment(w.ports, {
      organisation,
      id,
      until: days(1),
      because: person,
      now: w.clock.now(),
    });
    await doing([jump], w);
    assert.equal((await stateOf(w)).status, 'paused');
    await w.run(days(4));
    assert.deepEqual((await w.enrollment(id)).done, ['s1', 's2', 's3']);
  });
});

describe('runs', () => {
  test('B4: the first failure stops the rest, is recorded, and is tried again from there', async () => {
    const w = await enrolled();
    const luc = await w.flows.store.users.get(organisation, 'luc');
    assert.ok(luc);
    await w.flows.store.users.put({ ...luc, active: false, revision: 2 }, 1);
    await w.let({ trigger: { type: 'call-received' }, actions: [pause, give, stop] });
    await happens(w, call);
    const [failing] = await w.runs();
    assert.deepEqual(
      failing?.outcomes.map(({ kind }) => kind),
      ['done', 'failed'],
    );
    assert.equal(failing.outcomes[1]?.why, '“luc” is no active user.');
    assert.deepEqual(failing.state, { status: 'waiting', until: plusMinutes(w.clock.now(), 1), tries: 1 });
    // What was done is not done again: a person may have undone it.
    await resumeEnrollment(w.ports, { organisation, id, because: person, now: w.clock.now() });
    await w.flows.store.users.put({ ...luc, revision: 3 }, 2);
    await w.run(plusMinutes(w.clock.now(), 1));
    await w.settle();
    const [done] = await w.runs();
    assert.equal(done?.state.status, 'done');
    assert.equal(await ownerOf(w), 'luc');
    assert.equal(told(w, 'paused').length, 1);
    assert.equal((await stateOf(w)).status, 'stopped');
  });

  test('B4: after the last try a run has failed, and asks nobody any more', async () => {
    const w = await enrolled();
    await w.let({ trigger: { type: 'call-received' }, actions: [{ type: 'change-owner', userId: 'gone' }] });
    await happens(w, call);
    for (let minutes = 0; minutes < 120; minutes += 1) {
      await w.run(plusMinutes(w.clock.now(), 1));
      await w.settle();
    }
    const [run] = await w.runs();
    assert.deepEqual(run?.state.status === 'failed' && run.state.tries, 6);
    assert.deepEqual(w.flows.workflowQueue.messages, []);
  });

  test('B4: what comes twice is done once', async () => {
    const twice = <T>(some: T[]): T[] => [...some, ...some];
    const w = await enrolled(undefined, twice);
    await w.let({ trigger: { type: 'call-received' }, actions: [give, jump] });
    await happens(w, call);
    assert.equal((await w.runs()).length, 1);
    assert.equal(told(w, 'owner-changed').length, 1);
    assert.equal(told(w, 'skipped').length, 2);
  });

  test('B4: a cycle is reported and not run again', async () => {
    const w = await enrolled();
    const back: Action = { type: 'move-to-sequence', sequenceId: SEQUENCE };
    await w.let(
      { trigger: { type: 'lead-added' }, sequenceId: SEQUENCE, actions: [move] },
      { trigger: { type: 'lead-added' }, sequenceId: 'autumn', actions: [back] },
    );
    await happens(w, { type: 'enrolled', by: SENDER, version: 1 });
    const runs = await w.runs();
    assert.deepEqual(
      runs.map(({ workflowId, state }) => [workflowId, state.status]),
      [
        [`${SEQUENCE}.lead-added`, 'done'],
        ['autumn.lead-added', 'done'],
        [`${SEQUENCE}.lead-added`, 'refused'],
      ],
    );
    const { state } = runs[2] ?? {};
    assert.match(
      state?.status === 'refused' ? state.why : '',
      /It is a cycle: spring\.lead-added → autumn\.lead-added → spring\.lead-added/,
    );
  });

  test('B4: no more than eight workflows set off one another', async () => {
    const w = await prepared();
    const sequence = await w.flows.store.sequences.get(organisation, 'autumn');
    const version = await w.flows.store.versions.get(organisation, 'autumn.1');
    assert.ok(sequence && version);
    const chain = Array.from({ length: 11 }, (_, n) => `q${n}`);
    for (const [n, sequenceId] of chain.entries()) {
      await w.flows.store.sequences.put({ ...sequence, id: sequenceId }, 'absent');
      await w.flows.store.versions.put({ ...version, sequenceId }, 'absent');
      const next: Action = { type: 'move-to-sequence', sequenceId: `q${n + 1}` };
      if (n < 10) await w.let({ trigger: { type: 'lead-added' }, sequenceId, actions: [next] });
    }
    await enroll(w, 'q0');
    await w.settle();
    const runs = await w.runs();
    assert.equal(runs.filter(({ state }) => state.status === 'done').length, 8);
    const last = runs.at(-1);
    assert.match(
      last?.state.status === 'refused' ? last.state.why : '',
      /^8 workflows have set off one another/,
    );
    assert.equal((await stateOf(w, 'lead1.q8.1')).status, 'scheduled');
  });
});
