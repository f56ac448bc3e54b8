import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import type { ActivityEvent } from '#shared/domain/activity/activity.ts';
import type { Action } from '#shared/domain/workflows/actions.ts';
import { enrollLeads } from '#shared/use-cases/enrollments/enroll-leads.ts';
import { addOther } from '#test/support/recorded.ts';
import { changeLead } from '#shared/use-cases/leads/change-lead.ts';
import { ProcessDied, withFaults, type FaultPlan } from '#test/support/memory/faults.ts';
import { workflowWorld, type WorkflowWorld } from '#test/support/workflows.ts';
import { ORGANISATION as organisation, seed, SENDER, SEQUENCE } from '#test/support/world.ts';
import { at, enrollmentNamed } from '#test/support/at.ts';

// A Monday, 10:00 in Paris.
const start = at('2027-03-22T09:00:00.000Z');
const id = enrollmentNamed(`lead1.${SEQUENCE}.1`);
const call = { type: 'call-received', seconds: 30, by: SENDER } as const;

async function enrolled(carried?: <T>(some: T[]) => T[]): Promise<WorkflowWorld> {
  const w = workflowWorld(start, carried);
  await seed(w, { steps: [{ type: 'call' }, { type: 'call' }, {}], settings: { maxMailsPerDay: 5 } });
  await addOther(w);
  const anne = await w.flows.store.users.get(organisation, SENDER);
  assert.ok(anne);
  await w.flows.store.users.put({ ...anne, id: 'luc' }, 'absent');
  await enrollLeads(w.ports, {
    organisation,
    leadIds: ['lead1'],
    sequenceId: SEQUENCE,
    userId: SENDER,
    by: SENDER,
    now: start,
  });
  await w.run(plusMinutes(start, 30));
  await w.settle();
  return w;
}

const give: Action = { type: 'change-owner', userId: 'luc' };
const stop: Action = { type: 'stop-sequence' };
const pause: Action = { type: 'pause-sequence', amount: 3, unit: 'days' };
const move: Action = { type: 'move-to-sequence', sequenceId: 'autumn' };
const jump: Action = { type: 'go-to-last-step' };

/** Everything that is to be the same whatever died: people, enrollments, what was told how often, what runs came to. */
async function outcomeOf(w: WorkflowWorld) {
  const lead = await w.flows.store.leads.get(organisation, 'lead1');
  const enrollments = await w.enrollments();
  return {
    owner: lead?.ownerId,
    enrollments: enrollments.map((one) => [one.id, one.state, one.done]).toSorted(),
    events: w.recorded.flatMap(({ events }) => events.map(({ type }) => type)).toSorted(),
    runs: (await w.runs()).map(({ workflowId, state, outcomes }) => [
      workflowId,
      state,
      outcomes.map(({ kind }) => kind),
    ]),
  };
}

async function lived(actions: Action[], fault?: FaultPlan): Promise<WorkflowWorld> {
  const w = await enrolled();
  await w.let(
    { trigger: { type: 'call-received' }, actions },
    { trigger: { type: 'owner-changed' }, actions: [pause] },
  );
  w.made.splice(0);
  await w.happen({ leadId: 'lead1', enrollmentId: id, sequenceId: SEQUENCE, events: [call] });
  await w.settle(fault);
  return w;
}

describe('whatever dies, before or after any call, each action is done once', () => {
  for (const actions of [
    [give, jump, pause],
    [give, move],
    [pause, stop],
    [jump, give],
  ]) {
    const name = actions.map(({ type }) => type).join(', ');
    test(`B4: ${name}`, async () => {
      const whole = await lived(actions);
      const expected = await outcomeOf(whole);
      assert.ok(expected.runs.every(([, state]) => (state as { status: string }).status === 'done'));
      const calls = whole.made.length;
      assert.ok(calls > 10);
      for (let number = 1; number <= calls; number += 1)
        for (const when of ['before', 'after'] as const) {
          const w = await lived(actions, { call: number, when });
          assert.deepEqual(await outcomeOf(w), expected, `${when} call ${number}, ${whole.made[number - 1]}`);
        }
    });
  }
});

test('B2: a change of owner is told once, whatever dies; who repeats the request sees to it', async () => {
  const caller = { organisation, userId: 'ada', role: 'admin' } as const;
  const changing = async (fault?: FaultPlan) => {
    const w = await enrolled();
    const request = { caller, id: 'lead1', changes: { ownerId: 'luc' }, expected: 1, now: w.clock.now() };
    const faulty = withFaults(w.flows, fault);
    try {
      await changeLead(faulty.ports, request);
    } catch (error) {
      if (!(error instanceof ProcessDied)) throw error;
      await changeLead(w.flows, request);
    }
    const events = w.recorded.flatMap((activity) => activity.events);
    assert.deepEqual(
      events.filter(({ type }) => type === 'owner-changed'),
      [{ type: 'owner-changed', from: SENDER, to: 'luc', by: 'ada' }],
      JSON.stringify(fault),
    );
    return faulty.calls.length;
  };
  const calls = await changing();
  for (let call = 1; call <= calls; call += 1)
    for (const when of ['before', 'after'] as const) await changing({ call, when });
});

describe('in any order, and as often as it comes', () => {
  const step = { step: 's1', messageId: 'm1', machine: false, again: false } as const;
  const events: ActivityEvent[] = [
    call,
    { ...step, type: 'opened' },
    { ...step, type: 'clicked', link: 'https://acme.example/demo' },
    { type: 'custom-task-skipped', task: 't', name: 'T', by: SENDER },
    { type: 'replied', step: 's1' },
    { type: 'bounced', step: 's1', permanent: true, detail: '' },
  ];
  const longer: Action = { ...pause, amount: 9 };

  /** The same things happen; the stream and the queue carry them as `carried` says. */
  async function living(
    which: readonly number[],
    ends: boolean,
    carried?: <T>(some: T[]) => T[],
  ): Promise<WorkflowWorld> {
    const w = await enrolled(carried);
    await w.let(
      { trigger: { type: 'call-received' }, actions: [pause, give] },
      { trigger: { type: 'mail-opened' }, actions: [longer] },
      { trigger: { type: 'link-clicked' }, actions: [give] },
      { trigger: { type: 'task-skipped' }, actions: [jump] },
      { trigger: { type: 'lead-replied' }, actions: [ends ? stop : pause] },
      { trigger: { type: 'mail-bounced' }, actions: [ends ? move : longer] },
      { trigger: { type: 'owner-changed' }, actions: [pause] },
      { trigger: { type: 'sequence-paused' }, actions: [give] },
    );
    for (const n of which) {
      const event = events[n];
      assert.ok(event);
      const at = plusMinutes(w.clock.now(), n);
      await w.happen({
        id: `event-${n}`,
        at,
        leadId: 'lead1',
        enrollmentId: id,
        sequenceId: SEQUENCE,
        events: [event],
      });
    }
    await w.settle();
    return w;
  }

  /** Who has the lead, whether it was ended and moved, and until when a pause lasts. */
  async function end(w: WorkflowWorld) {
    const lead = await w.flows.store.leads.get(organisation, 'lead1');
    const states = (await w.enrollments()).map((one) => [
      one.id,
      one.state.status,
      one.state.status === 'paused' ? one.state.until : undefined,
    ]);
    const causes = (await w.runs()).filter(({ cause }) => cause.activityId.startsWith('event-'));
    return {
      owner: lead?.ownerId,
      states: states.toSorted(),
      runs: causes.map(({ workflowId }) => workflowId).toSorted(),
    };
  }

  test('B4: the end is the same', async () => {
    const history = fc.record({
      which: fc.uniqueArray(fc.nat(events.length - 1), { minLength: 1 }),
      ends: fc.boolean(),
      order: fc.array(fc.nat(99), { minLength: 1, maxLength: 12 }),
      twice: fc.array(fc.boolean(), { minLength: 1, maxLength: 7 }),
    });
    await fc.assert(
      fc.asyncProperty(history, async ({ which, ends, order, twice }) => {
        const expected = await end(await living(which, ends));
        const carried = <T>(some: T[]): T[] =>
          some
            .flatMap((one, n) => (twice[n % twice.length] === true ? [one, one] : [one]))
            .map((one, n) => ({ one, rank: order[n % order.length] ?? 0 }))
            .toSorted((a, b) => a.rank - b.rank)
            .map(({ one }) => one);
        assert.deepEqual(await end(await living(which, ends, carried)), expected);
      }),
      { numRuns: 60, seed: 20270322 },
    );
  });
});
