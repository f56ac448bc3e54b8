import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { plusMinutes, plusSeconds } from '#shared/domain/time/instants.ts';
import type { Lead } from '#shared/domain/people/people.ts';
import { recordCall } from '#shared/use-cases/leads/record-call.ts';
import { createTask } from '#shared/use-cases/tasks/create-task.ts';
import { incomingWorld, type IncomingWorld, type SendingKind } from '#test/support/incoming.ts';
import { enroll, eventsOfType, id, start, stateOf } from '#test/support/workflow-lead.ts';
import { ORGANISATION as organisation, SENDER } from '#test/support/world.ts';

const phone = '+33612345678';

async function send(
  w: IncomingWorld,
  kind: SendingKind,
  token: string,
  message: Parameters<IncomingWorld['post']>[2],
) {
  assert.equal((await w.post(kind, token, message)).status, 200);
  await w.follow();
}

async function addLead(w: IncomingWorld, lead: Partial<Lead> & { id: string }) {
  const one = await w.flows.store.leads.get(organisation, 'lead1');
  assert.ok(one);
  await w.flows.store.leads.put({ ...one, revision: 1, ...lead }, 'absent');
}

const statesOf = async (w: IncomingWorld) => (await w.events()).map(({ state }) => state);

describe('calls that come in', () => {
  test('B6: a call is an activity of the lead with that number, with the user of that address', async () => {
    const w = await incomingWorld();
    const token = await w.connect('generic');
    const recordingUrl = 'https://recordings.example/1';
    const call = { phone, id: 'c1', seconds: 65, recordingUrl };
    await send(w, 'generic', token, w.standIns.generic.message({ ...call, userEmail: 'ANNE@acme.example' }));
    const [event] = eventsOfType(w, 'call-received');
    assert.deepEqual(event, { type: 'call-received', seconds: 65, by: SENDER, recording: recordingUrl });
    assert.deepEqual(await statesOf(w), [{ status: 'taken', leadId: 'lead1' }]);
    assert.equal((await w.events())[0]?.body, '');
  });

  test('B6: a call with nobody’s address is with the lead’s owner; one missed says so', async () => {
    const w = await incomingWorld();
    const token = await w.connect('generic');
    const call = { phone, userEmail: 'nobody@acme.example', missed: true, seconds: 30 };
    await send(w, 'generic', token, w.standIns.generic.message({ ...call, direction: 'outgoing' }));
    assert.deepEqual(eventsOfType(w, 'call-made'), [
      { type: 'call-made', seconds: 0, by: SENDER, missed: true },
    ]);
  });

  test('B6: told by the API and by the telephone system, a call is one', async () => {
    const w = await incomingWorld();
    const token = await w.connect('aircall');
    const call = w.standIns.aircall.call({ phone, seconds: 60 });
    await send(w, 'aircall', token, w.standIns.aircall.message(call));
    const [{ at } = { at: start }] = w.recorded;
    const caller = { organisation, userId: SENDER, role: 'admin' } as const;
    const told = { direction: 'incoming', at, seconds: 60, externalId: call } as const;
    const again = await recordCall(w.flows, { caller, leadId: 'lead1', call: told, now: w.clock.now() });
    assert.ok(again.kind === 'recorded');
    assert.equal(again.created, false);
    assert.equal(eventsOfType(w, 'call-received').length, 1);
  });

  test('B6: messages that come twice, or of one call twice, make one activity', async () => {
    const w = await incomingWorld();
    const token = await w.connect('ringover');
    const { ringover } = w.standIns;
    const call = ringover.call({ phone: '33612345678' });
    w.clock.set(plusSeconds(w.clock.now(), 10));
    for (const event of ['hangup', 'hangup', 'voicemail'] as const) {
      await send(w, 'ringover', token, ringover.message(call, event));
    }
    assert.equal((await w.events()).length, 1);
    assert.equal(eventsOfType(w, 'call-received').length, 1);
  });

  test('B6: a hint of a call that never was makes nothing, and is given up after two hours', async () => {
    const w = await incomingWorld();
    const token = await w.connect('ringover');
    const forged = w.standIns.ringover.message('1').body.replace('"call_id":1', '"call_id":42');
    await send(w, 'ringover', token, { headers: {}, body: forged });
    assert.deepEqual(await statesOf(w), [{ status: 'waiting', tries: 1 }]);
    w.clock.set(plusMinutes(start, 119));
    await w.retry('ringover');
    assert.deepEqual(await statesOf(w), [{ status: 'waiting', tries: 2 }]);
    w.clock.set(plusMinutes(start, 121));
    assert.deepEqual(await w.retry('ringover'), { settled: 1, errors: [] });
    const [state] = await statesOf(w);
    assert.ok(state?.status === 'ignored');
    assert.match(state.why, /Ringover does not know this call/);
    assert.deepEqual(w.recorded, []);
  });

  test('B6: a service that cannot be asked is asked again, for three days, and its health says so', async () => {
    const w = await incomingWorld();
    const token = await w.connect('aircall');
    const { aircall } = w.standIns;
    aircall.faults.next({ status: 500, body: '' }, 3);
    const call = aircall.call({ phone });
    await send(w, 'aircall', token, aircall.message(call));
    const trouble = async () => (await w.flows.store.syncStates.get(organisation, 'aircall'))?.problem;
    assert.equal((await trouble())?.trouble, 'unavailable');
    // It is on its way for a minute.
    assert.deepEqual(await w.retry('aircall'), { settled: 0, errors: [] });
    w.clock.set(plusMinutes(start, 48 * 60));
    await w.retry('aircall');
    await w.retry('aircall');
    assert.deepEqual(await w.retry('aircall'), { settled: 1, errors: [] });
    assert.equal(eventsOfType(w, 'call-received').length, 1);
    assert.equal(await trouble(), undefined);
  });

  test('B6: a key that is refused is told in the health of the connection, and the call waits', async () => {
    const w = await incomingWorld();
    const token = await w.connect('aircall');
    await w.following.vault.write(organisation, 'aircall', {
      ...w.standIns.aircall.credentials,
      apiToken: 'old',
    });
    await send(w, 'aircall', token, w.standIns.aircall.message(w.standIns.aircall.call({ phone })));
    const state = await w.flows.store.syncStates.get(organisation, 'aircall');
    assert.equal(state?.problem?.trouble, 'unauthorised');
    assert.deepEqual(await statesOf(w), [{ status: 'waiting', tries: 1 }]);
  });

  test('B6: many that wait for a service that is away do not hold up the run', async () => {
    const w = await incomingWorld();
    const token = await w.connect('aircall');
    const { aircall } = w.standIns;
    for (let count = 0; count < 15; count += 1) {
      assert.equal((await w.post('aircall', token, aircall.message(aircall.call({ phone })))).status, 200);
    }
    w.clock.set(plusMinutes(start, 2));
    aircall.faults.next({ status: 503, body: '' }, 10);
    assert.deepEqual(await w.retry('aircall'), { settled: 0, errors: [] });
    // Those tried least come first.
    assert.deepEqual(await w.retry('aircall'), { settled: 15, errors: [] });
  });

  test('B6: what a paused connection sent before waits until it goes on', async () => {
    const w = await incomingWorld();
    const token = await w.connect('generic');
    assert.equal((await w.post('generic', token, w.standIns.generic.message({ phone }))).status, 200);
    const connection = await w.flows.store.connections.get(organisation, 'generic');
    assert.ok(connection);
    const paused = { since: start, by: 'ada' };
    await w.flows.store.connections.put({ ...connection, revision: 2, paused }, 1);
    await w.follow();
    assert.deepEqual(await statesOf(w), [{ status: 'waiting', tries: 0 }]);
    await w.flows.store.connections.put({ ...connection, revision: 3 }, 2);
    w.clock.set(plusMinutes(start, 5));
    await w.retry('generic');
    assert.deepEqual(await statesOf(w), [{ status: 'taken', leadId: 'lead1' }]);
  });

  test('B6: a call that tells of nobody, or of a time that cannot be, is put away', async () => {
    const w = await incomingWorld();
    const token = await w.connect('generic');
    await send(w, 'generic', token, w.standIns.generic.message({ phone: 'anonymous' }));
    await send(w, 'generic', token, w.standIns.generic.message({ phone, startedAt: '2031-01-01T00:00:00Z' }));
    const states = await statesOf(w);
    assert.deepEqual(
      states.map(({ status }) => status),
      ['ignored', 'ignored'],
    );
    assert.deepEqual(w.recorded, []);
  });

  test('B6: of several leads with one number, the one in a sequence, else the newest', async () => {
    const w = await incomingWorld();
    const token = await w.connect('generic');
    await addLead(w, { id: 'older', createdAt: plusMinutes(start, -60) });
    await addLead(w, { id: 'newer', createdAt: plusMinutes(start, 60) });
    const callNow = async () => {
      await send(w, 'generic', token, w.standIns.generic.message({ phone }));
      return w.recorded.findLast(({ events }) => events[0]?.type === 'call-received')?.leadId;
    };
    assert.equal(await callNow(), 'newer');
    await enroll(w);
    assert.equal(await callNow(), 'lead1');
  });
});

describe('call tasks that calls complete', () => {
  const talking = async (of: { completesCallTasks: boolean }) => {
    const w = await incomingWorld();
    const token = await w.connect('generic', of);
    await enroll(w);
    await w.run(plusMinutes(start, 30));
    await w.settle();
    const call = (more: object) => send(w, 'generic', token, w.standIns.generic.message({ phone, ...more }));
    return { w, token, call };
  };
  const taskOf = (w: IncomingWorld, task: string) => w.flows.store.tasks.get(organisation, task);

  test('B6: a call with the lead completes the open call task of the sequence, which goes on', async () => {
    const { w, call } = await talking({ completesCallTasks: true });
    await call({ direction: 'outgoing', seconds: 125, userEmail: 'anne@acme.example' });
    const task = await taskOf(w, `${id}.s1`);
    assert.ok(task?.status === 'completed');
    assert.deepEqual([task.durationSeconds, task.closedBy], [125, SENDER]);
    assert.equal(task.outcome, 'Outgoing call, answered (Any telephone system)');
    assert.deepEqual(await stateOf(w), { ...(await stateOf(w)), step: 's2' });
    assert.equal(eventsOfType(w, 'task-completed').length, 1);
  });

  test('B6: only where the connection says so, and only a call that was answered', async () => {
    const { w, call } = await talking({ completesCallTasks: false });
    await call({ seconds: 60 });
    assert.equal((await taskOf(w, `${id}.s1`))?.status, 'open');
    const other = await talking({ completesCallTasks: true });
    await other.call({ missed: true });
    assert.equal((await taskOf(other.w, `${id}.s1`))?.status, 'open');
  });

  test('B6: a call that was over before the task was there completes nothing', async () => {
    const { w, call } = await talking({ completesCallTasks: true });
    await call({ startedAt: '2027-03-22T08:00:00Z', seconds: 60 });
    assert.equal((await taskOf(w, `${id}.s1`))?.status, 'open');
  });

  test('B6: a custom call task is completed too, that of who had the call first', async () => {
    const { w, call } = await talking({ completesCallTasks: true });
    const made = await createTask(w.flows, {
      caller: { organisation, userId: 'luc', role: 'admin' },
      values: { leadId: 'lead1', userId: 'luc', type: 'callback', name: 'Call back' },
      now: w.clock.now(),
    });
    assert.ok(made.kind === 'created', JSON.stringify(made));
    await w.run(plusMinutes(start, 60));
    const luc = await w.flows.store.users.get(organisation, 'luc');
    assert.ok(luc);
    await w.flows.store.users.put({ ...luc, revision: 2, email: 'luc@acme.example' }, 1);
    await call({ seconds: 30, userEmail: 'luc@acme.example' });
    const [event] = eventsOfType(w, 'custom-task-completed');
    assert.ok(event?.type === 'custom-task-completed');
    assert.deepEqual([event.by, event.durationSeconds], ['luc', 30]);
    assert.equal((await taskOf(w, `${id}.s1`))?.status, 'open');
  });

  test('B6: worked off again, a call completes no second task', async () => {
    const { w, call } = await talking({ completesCallTasks: true });
    const made = await createTask(w.flows, {
      caller: { organisation, userId: SENDER, role: 'admin' },
      values: { leadId: 'lead1', userId: SENDER, type: 'call', name: 'Call too' },
      now: w.clock.now(),
    });
    assert.ok(made.kind === 'created', JSON.stringify(made));
    await w.run(plusMinutes(start, 60));
    await call({ seconds: 60 });
    const states = async () => [
      (await taskOf(w, `${id}.s1`))?.status,
      (await taskOf(w, made.task.id))?.status,
    ];
    assert.deepEqual(await states(), ['completed', 'open']);
    const [event] = await w.events();
    assert.ok(event);
    await w.flows.store.incomingEvents.put(
      { ...event, revision: event.revision + 1, state: { status: 'waiting', tries: 0 } },
      event.revision,
    );
    await w.follow();
    assert.deepEqual(await states(), ['completed', 'open']);
    assert.equal((await w.events())[0]?.state.status, 'taken');
  });
});
