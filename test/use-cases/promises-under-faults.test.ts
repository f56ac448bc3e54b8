import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isPending } from '#shared/domain/core/enrollment.ts';
import { enrollLeads } from '#shared/use-cases/enrollments/enroll-leads.ts';
import { reconcile, sweep } from '#test/support/sweep.ts';
import {
  ORGANISATION as organisation,
  seed,
  SENDER,
  SEQUENCE,
  world,
  type World,
} from '#test/support/world.ts';
import type { FaultPlan } from '#test/support/memory/faults.ts';
import { at } from '#test/support/at.ts';
import { plusMinutes } from '#shared/domain/time/instants.ts';

// A Monday, 10:00 in Paris.
const start = at('2026-11-23T09:00:00.000Z');
const end = at('2027-01-23T09:00:00.000Z');

/** Mails, a text and a task, capped and paced, for three leads of whom one queues. */
async function prepared(): Promise<World> {
  const w = world(start);
  const leads = ['a', 'b', 'c'].map((lead) => ({ id: lead }));
  await seed(w, {
    steps: [{}, { type: 'automated-reply' }, { type: 'automated-sms' }, { type: 'call' }],
    leads,
    settings: { maxMailsPerDay: 2, maxSmsPerDay: 2, mailDelay: { kind: 'fixed', seconds: 300 } },
  });
  const leadIds = leads.map((lead) => lead.id);
  await enrollLeads(w.ports, {
    organisation,
    leadIds,
    sequenceId: SEQUENCE,
    userId: SENDER,
    by: SENDER,
    now: start,
  });
  return w;
}

/** The four promises, whatever happened before. */
async function assertPromises(w: World, what: string): Promise<void> {
  const sent = [...w.mailer.sent, ...w.sms.sent].map(
    ({ message }) => `${message.tags['enrollment']} ${message.tags['step']}`,
  );
  assert.equal(new Set(sent).size, sent.length, `${what}: a message went out twice`);

  const counts = await reconcile(w.ports, organisation, w.clock.now());
  assert.equal(counts.enrolled, 3, what);
  assert.equal(counts.finished + counts.stopped + counts.paused + counts.pending, 3, what);
  for (const { id, state, done, claim } of await w.enrollments()) {
    // Nothing lost: what is pending at the end waits for a person, on a task or an outcome that nobody knows.
    if (isPending(state))
      assert.ok(
        state.status === 'waiting' || state.status === 'unknown',
        `${what}: ${id} is ${state.status}`,
      );
    // Explained: a step done by mail or text was sent, or is held to be unknown.
    for (const step of done)
      assert.ok(
        sent.includes(`${id.replaceAll('.', '_')} ${step}`),
        `${what}: ${id} ${step} is done, not sent`,
      );
    if (state.status === 'unknown') assert.equal(claim?.step, state.step, what);
  }
}

describe('the promises (F2, F3, F4)', () => {
  test('F3, F4: hold when the process dies at any port call, before or after its effect', async () => {
    const undisturbed = await prepared();
    await undisturbed.run(end);
    await assertPromises(undisturbed, 'undisturbed');
    assert.equal(undisturbed.mailer.sent.length, 6);
    assert.equal(undisturbed.sms.sent.length, 3);
    assert.ok(undisturbed.calls.length > 100);

    for (let call = 1; call <= undisturbed.calls.length; call += 1) {
      for (const when of ['before', 'after'] as const) {
        const what = `call ${call} (${undisturbed.calls[call - 1]}), ${when}`;
        await surviveDeath({ call, when }, what);
      }
    }
  });

  test('F4: hold when every wake-up is lost and only the sweep is left', async () => {
    const w = await prepared();
    for (let round = 0; round < 60; round += 1) {
      for (const { name } of w.scheduler.entries()) await w.ports.scheduler.remove(name);
      const now = plusMinutes(w.clock.now(), 24 * 60);
      await w.run(now);
      await sweep(w.ports, now);
    }
    await w.run(end);
    await assertPromises(w, 'sweep alone');
    assert.equal(w.mailer.sent.length, 6);
  });

  test('F3, F4: hold when every wake-up comes twice and late', async () => {
    const w = await prepared();
    const { scheduler } = w.ports;
    w.ports.scheduler = {
      ...scheduler,
      create: async (entry) => {
        await scheduler.create({ ...entry, name: `${entry.name}.again` });
        const late = plusMinutes(entry.at, 7);
        await scheduler.create({ ...entry, name: `${entry.name}.late`, at: late });
        return scheduler.create(entry);
      },
    };
    await w.run(end);
    await assertPromises(w, 'twice and late');
    assert.equal(w.mailer.sent.length, 6);
  });
});

async function surviveDeath(fault: FaultPlan, what: string): Promise<void> {
  const w = await prepared();
  await w.run(end, fault);
  assert.ok(w.died(), `${what}: nothing died`);
  await sweep(w.ports, w.clock.now());
  await w.run(at('2027-02-23T09:00:00.000Z'));
  await assertPromises(w, what);
}
