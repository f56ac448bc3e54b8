import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import { convertLead } from '#shared/use-cases/leads/convert-lead.ts';
import { diesIn } from '#test/support/deaths.ts';
import { withFaults } from '#test/support/memory/faults.ts';
import { HOOK, hookAt, webhookWorld, type WebhookWorld } from '#test/support/webhooks.ts';
import { ORGANISATION as organisation, SENDER } from '#test/support/world.ts';
import { at } from '#test/support/at.ts';

const start = at('2027-03-15T09:00:00.000Z');
const uncounted = ['clock', 'ids', 'links', 'addresses', 'webhookKeys'];

const leave = (w: WebhookWorld, as: 'converted' | 'disqualified', ports = w.ports) =>
  convertLead(ports, { organisation, leadId: 'a', as, by: SENDER, now: w.engine.clock.now() });

/** The sweep comes every hour. */
async function sweepFor(w: WebhookWorld, hours: number): Promise<void> {
  for (let hour = 0; hour < hours; hour += 1) {
    await w.run(plusMinutes(w.engine.clock.now(), 60));
    await w.sweep();
  }
  await w.run(plusMinutes(w.engine.clock.now(), 5));
}

/** Runs `work` once for each port call and each side of it, until it no longer dies. */
async function atEveryCall(
  work: (fault: { call: number; when: 'before' | 'after' }) => Promise<{ calls: string[]; died: boolean }>,
): Promise<number> {
  for (let call = 1; ; call += 1) {
    for (const when of ['before', 'after'] as const) if (!(await work({ call, when })).died) return call - 1;
  }
}

/** Every call of the receiver has its line in the log, and all bear one id. */
async function assertLogIsTrue(w: WebhookWorld, what: string): Promise<void> {
  const [delivery, ...others] = await w.deliveries();
  assert.deepEqual(others, [], what);
  assert.equal(delivery?.state.status, 'delivered', what);
  assert.ok(w.receiver.calls.length >= 1, what);
  assert.ok(
    w.receiver.calls.every(({ headers }) => headers['webhook-id'] === delivery.id),
    what,
  );
  assert.ok(delivery.attempts.length >= w.receiver.calls.length, what);
  assert.ok(
    delivery.attempts.every(({ status, error }) => status !== undefined || error !== undefined),
    `${what}: an attempt is left open`,
  );
}

describe('nothing is lost, and repeats can be told', () => {
  for (const as of ['converted', 'disqualified'] as const) {
    test(`A14: a request that dies at any port call while a lead is ${as} tells if the lead left, else nobody`, async () => {
      const tried = await atEveryCall(async (fault) => {
        const w = await webhookWorld(start, {
          webhooks: { ...hookAt(HOOK), disqualify: hookAt(HOOK).convert },
        });
        const { ports, calls } = withFaults(w.ports, fault, uncounted);
        const died = await diesIn(leave(w, as, ports));
        const what = `call ${fault.call} (${calls[fault.call - 1]}), ${fault.when}`;
        await sweepFor(w, 3);
        const lead = await w.ports.store.leads.get(organisation, 'a');
        if (lead?.status === 'lead') {
          assert.deepEqual([w.receiver.calls.length, await w.deliveries()], [0, []], what);
          await leave(w, as);
          await sweepFor(w, 1);
        } else {
          // The person tries again, as the request had failed.
          await leave(w, as);
          await sweepFor(w, 1);
        }
        await assertLogIsTrue(w, what);
        assert.equal(w.receiver.calls.length, 1, `${what}: told once`);
        return { calls, died };
      });
      assert.ok(tried > 8, `${tried} calls`);
    });
  }

  test('A14: what an earlier leaving left unsent is not lost when the lead leaves again at once', async () => {
    const w = await webhookWorld(start, { webhooks: hookAt(HOOK, 'disqualify') });
    const dying = withFaults(w.ports, undefined, uncounted);
    await leave(w, 'disqualified', dying.ports);
    const written = dying.calls.indexOf('store.leads.put') + 1;
    const fresh = await webhookWorld(start, { webhooks: hookAt(HOOK, 'disqualify') });
    const { ports } = withFaults(fresh.ports, { call: written, when: 'after' }, uncounted);
    assert.ok(await diesIn(leave(fresh, 'disqualified', ports)));
    const lead = (await fresh.ports.store.leads.get(organisation, 'a'))!;
    await fresh.ports.store.leads.put(
      { ...lead, status: 'lead', revision: lead.revision + 1 },
      lead.revision,
    );
    fresh.engine.clock.set(plusMinutes(start, 1));
    await leave(fresh, 'disqualified');
    await sweepFor(fresh, 2);
    assert.equal(new Set(fresh.receiver.calls.map(({ headers }) => headers['webhook-id'])).size, 2);
  });

  for (const [what, failures] of [
    ['a try that succeeds', 0],
    ['a try that fails', 1],
  ] as const) {
    test(`A14: a worker that dies at any port call of ${what} delivers all the same, and the log is true`, async () => {
      const tried = await atEveryCall(async (fault) => {
        const w = await webhookWorld(start, { answer: (call) => ({ status: call <= failures ? 500 : 200 }) });
        await leave(w, 'converted');
        const { ports, calls } = withFaults(w.ports, fault, uncounted);
        let died = false;
        await w.run(plusMinutes(start, 4), ports);
        died = calls.length >= fault.call;
        await sweepFor(w, 4);
        await assertLogIsTrue(w, `call ${fault.call} (${calls[fault.call - 1]}), ${fault.when}`);
        return { calls, died };
      });
      assert.ok(tried >= 9, `${tried} calls`);
    });
  }

  test('A14: two workers with the same message call once', async () => {
    const w = await webhookWorld(start);
    await leave(w, 'converted');
    const [message] = w.engine.queue.webhooks;
    w.engine.queue.webhooks.push(message!, message!);
    await w.run(plusMinutes(start, 30));
    assert.equal(w.receiver.calls.length, 1);
  });

  test('A14: a wake-up that is lost is made up for by the sweep', async () => {
    const w = await webhookWorld(start, { answer: (call) => ({ status: call === 1 ? 500 : 200 }) });
    await leave(w, 'converted');
    await w.run(plusMinutes(start, 0.5));
    w.engine.scheduler.deliveries.clear();
    w.engine.clock.set(plusMinutes(start, 9));
    assert.equal(await w.sweep(), 0);
    w.engine.clock.set(plusMinutes(start, 12));
    assert.equal(await w.sweep(), 1);
    await w.run(plusMinutes(start, 13));
    await assertLogIsTrue(w, 'after the sweep');
  });
});
