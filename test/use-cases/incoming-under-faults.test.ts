import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import { followEvent } from '#shared/use-cases/incoming/follow-event.ts';
import { incomingWorld } from '#test/support/incoming.ts';
import { ProcessDied, withFaults } from '#test/support/memory/faults.ts';
import { enroll, eventsOfType, id, start } from '#test/support/workflow-lead.ts';
import { ORGANISATION as organisation } from '#test/support/world.ts';

/** A call that completes a task is worked off by a process that dies at one call of a port, and then by another. */
async function dyingAt(call: number, when: 'before' | 'after') {
  const w = await incomingWorld();
  const token = await w.connect('aircall', { completesCallTasks: true });
  await enroll(w);
  await w.run(plusMinutes(start, 30));
  await w.settle();
  const { aircall } = w.standIns;
  const message = aircall.message(aircall.call({ phone: '+33612345678', seconds: 60 }));
  assert.equal((await w.post('aircall', token, message)).status, 200);
  const [event] = await w.events();
  assert.ok(event);
  const { onCrmChanged: _none, incoming, ...ports } = w.following;
  const faulty = withFaults(ports, { call, when }, ['clock', 'ids', 'links', 'addresses']);
  let died = false;
  try {
    await followEvent({ ...faulty.ports, incoming }, event, w.clock.now());
  } catch (error) {
    if (!(error instanceof ProcessDied)) throw error;
    died = true;
  }
  w.clock.set(plusMinutes(start, 35));
  await w.retry('aircall');
  return { w, died: died || faulty.died(), calls: faulty.calls.length };
}

test('B6: whenever the process dies, a call is one activity and completes one task', async () => {
  const { calls } = await dyingAt(1_000, 'before');
  assert.ok(calls > 10, String(calls));
  for (let call = 1; call <= calls; call += 1) {
    for (const when of ['before', 'after'] as const) {
      const { w } = await dyingAt(call, when);
      const why = `${when} call ${call}`;
      assert.equal(eventsOfType(w, 'call-received').length, 1, why);
      assert.equal(eventsOfType(w, 'task-completed').length, 1, why);
      assert.equal((await w.flows.store.tasks.get(organisation, `${id}.s1`))?.status, 'completed', why);
      assert.equal((await w.events())[0]?.state.status, 'taken', why);
    }
  }
});
