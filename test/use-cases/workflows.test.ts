import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import type { Action } from '#shared/domain/workflows/actions.ts';
import { resumeEnrollment } from '#shared/use-cases/enrollments/change-enrollment.ts';
import { ORGANISATION as organisation, SENDER, SEQUENCE } from '#test/support/world.ts';
import {
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
    assert.equal(eventsOfType(w, 'paused').length, 1);
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
    assert.deepEqual(w.queue.workflows, []);
  });

  test('B4: what comes twice is done once', async () => {
    const twice = <T>(some: T[]): T[] => [...some, ...some];
    const w = await enrolled(undefined, twice);
    await w.let({ trigger: { type: 'call-received' }, actions: [give, jump] });
    await happens(w, call);
    assert.equal((await w.runs()).length, 1);
    assert.equal(eventsOfType(w, 'owner-changed').length, 1);
    assert.equal(eventsOfType(w, 'skipped').length, 2);
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
