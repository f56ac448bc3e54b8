import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import type { Action } from '#shared/domain/workflows/actions.ts';
import { evolve } from '#shared/domain/core/evolve.ts';
import type { EnrollmentEvent } from '#shared/domain/core/events.ts';
import { pauseEnrollment } from '#shared/use-cases/enrollments/change-enrollment.ts';
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
  ownerOf,
  stateOf,
  eventsOfType,
  call,
  give,
  stop,
  pause,
  move,
  jump,
} from '#test/support/workflow-lead.ts';
import { at } from '#test/support/at.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';

/** Writes events of an enrollment as a worker would that dies just after. */
async function write(w: WorkflowWorld, events: EnrollmentEvent[], now: Instant): Promise<void> {
  const before = await w.enrollment(id);
  await w.ports.store.enrollments.put(evolve(before, events, now), before.revision);
}

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
    assert.deepEqual(eventsOfType(w, 'owner-changed'), [
      { type: 'owner-changed', from: SENDER, to: 'luc', because },
    ]);
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
    assert.equal(eventsOfType(w, 'moved').length, 1);
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
    const skipped = eventsOfType(w, 'skipped').map((event) => event.type === 'skipped' && event.step);
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
    await w.run(at('2027-03-22T20:00:00.000Z'));
    await w.settle();
    await doing([jump], w);
    const state = await stateOf(w);
    assert.ok(state.status === 'scheduled' && state.step === 's3');
    assert.equal(state.at, at('2027-03-23T08:00:00.000Z'));
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
    await write(w, [{ type: 'claimed', step: 's1', attempt: 1 }], start);
    await doing([jump], w);
    assert.match((await w.runs())[0]?.outcomes[0]?.why ?? '', /being sent/);
    assert.equal((await w.runs())[0]?.state.status, 'waiting');
    const because = { kind: 'provider', code: 'Throttled', message: '' } as const;
    await write(w, [{ type: 'deferred', step: 's1', due: start, until: days(1), because: [because] }], start);
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
