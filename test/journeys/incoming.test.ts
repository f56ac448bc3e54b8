import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import { incomingWorld, type IncomingWorld } from '#test/support/incoming.ts';
import {
  enroll,
  eventsOfType,
  give,
  ownerOf,
  pause,
  start,
  stateOf,
  stop,
} from '#test/support/workflow-lead.ts';
import { ORGANISATION as organisation } from '#test/support/world.ts';

const phone = '+33612345678';

/** The lead is at the first call of its sequence. */
async function begun(of?: { completesCallTasks: boolean }) {
  const w = await incomingWorld();
  const tokens = { calendly: await w.connect('calendly'), aircall: await w.connect('aircall', of) };
  await enroll(w);
  await w.run(plusMinutes(start, 30));
  await w.settle();
  return { w, tokens };
}

const ran = async (w: IncomingWorld) => (await w.runs()).map(({ workflowId }) => workflowId);

describe('from what a service sends to what a workflow does', () => {
  test('B2: a demo that is booked stops the sequence of the lead; moved or cancelled, it fires nothing', async () => {
    const { w, tokens } = await begun();
    await w.let({ trigger: { type: 'demo-booked' }, actions: [stop] });
    const { calendly } = w.standIns;
    const booked = calendly.book({ email: 'lead1@example.com', startsAt: '2027-03-25T14:00:00Z' });
    await w.post('calendly', tokens.calendly, booked.message);
    await w.follow();
    assert.deepEqual(await ran(w), ['demo-booked']);
    assert.equal((await stateOf(w)).status, 'stopped');
    const moved = calendly.move(booked.id, '2027-03-26T14:00:00Z');
    assert.ok(moved);
    const cancelled = calendly.cancel(moved.id);
    assert.ok(cancelled);
    for (const { message } of [moved, cancelled]) await w.post('calendly', tokens.calendly, message);
    await w.post('calendly', tokens.calendly, booked.message);
    await w.follow();
    assert.deepEqual(await ran(w), ['demo-booked']);
  });

  test('B2: a call that comes in fires, answered or not; one that is made does not', async () => {
    const { w, tokens } = await begun();
    await w.let({ trigger: { type: 'call-received' }, actions: [give] });
    const { aircall } = w.standIns;
    const call = async (of: Parameters<typeof aircall.call>[0]) => {
      await w.post('aircall', tokens.aircall, aircall.message(aircall.call(of)));
      await w.follow();
    };
    await call({ phone, direction: 'outbound' });
    assert.deepEqual(await ran(w), []);
    await call({ phone, missed: true });
    assert.deepEqual(await ran(w), ['call-received']);
    assert.equal(await ownerOf(w), 'luc');
  });

  test('B2: a call longer than it says fires once, in either direction, also where it completes a task', async () => {
    const { w, tokens } = await begun({ completesCallTasks: true });
    await w.let({ trigger: { type: 'call-longer-than', seconds: 120 }, actions: [pause] });
    const { aircall } = w.standIns;
    const call = async (of: Parameters<typeof aircall.call>[0]) => {
      await w.post('aircall', tokens.aircall, aircall.message(aircall.call(of)));
      await w.follow();
    };
    await call({ phone, seconds: 120, direction: 'outbound' });
    assert.deepEqual(await ran(w), []);
    assert.equal(eventsOfType(w, 'task-completed').length, 1);
    await w.run(plusMinutes(start, 2 * 24 * 60));
    await w.settle();
    await call({ phone, seconds: 121, direction: 'outbound' });
    assert.equal(eventsOfType(w, 'task-completed').length, 2);
    assert.deepEqual(await ran(w), ['call-longer-than']);
    assert.equal((await stateOf(w)).status, 'paused');
    await call({ phone, seconds: 121 });
    assert.deepEqual(await ran(w), ['call-longer-than', 'call-longer-than']);
  });

  test('B6: what a person assigns fires as if it had been recognised', async () => {
    const { w, tokens } = await begun();
    await w.let({ trigger: { type: 'call-received' }, actions: [give] });
    const { aircall } = w.standIns;
    await w.post('aircall', tokens.aircall, aircall.message(aircall.call({ phone: '+33698765432' })));
    await w.follow();
    assert.deepEqual(await ran(w), []);
    const [event] = await w.events();
    assert.ok(event);
    const lead = await w.flows.store.leads.get(organisation, 'lead1');
    assert.ok(lead);
    await w.flows.store.leads.put({ ...lead, id: 'k3j9x0q2m4v7b1zc', revision: 1 }, 'absent');
    const body = { leadId: 'k3j9x0q2m4v7b1zc' };
    await w.as('ada', 'super_admin')('POST', `/v1/incoming-events/${event.id}/assign`, { body });
    await w.settle();
    assert.deepEqual(await ran(w), ['call-received']);
  });
});
