import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { plusMinutes, secondsBetween } from '#shared/domain/time/instants.ts';
import { redeliver } from '#shared/use-cases/webhooks/redeliver.ts';
import { testWebhook } from '#shared/use-cases/webhooks/test-webhook.ts';
import type { GivenAnswer } from '#test/support/memory/memory-webhooks.ts';
import { HOOK, hookAt, webhookWorld } from '#test/support/webhooks.ts';
import { ORGANISATION as organisation } from '#test/support/world.ts';
import { admin, converted, leave, start, tomorrow } from '#test/support/webhook-lead.ts';
import { at } from '#test/support/at.ts';

describe('trying again', () => {
  test('A14: a receiver that fails is tried nine times over about a day, further and further apart', async () => {
    const { w, delivery } = await converted({ answer: () => ({ status: 500, text: 'Oops' }) });
    assert.equal(delivery.state.status === 'failed' && delivery.state.reason, 'gave-up');
    const minutes = delivery.attempts.map(({ at }) => secondsBetween(start, at) / 60);
    const planned = [0, 1, 6, 26, 86, 236, 536, 956, 1436];
    assert.equal(minutes.length, planned.length);
    planned.forEach((plan, index) => {
      assert.ok(
        minutes[index]! >= plan && minutes[index]! <= plan * 1.1 + 0.1,
        `${index}: ${minutes[index]}`,
      );
    });
    assert.ok(minutes[8]! > 1436, 'jitter lengthens');
    assert.ok(delivery.attempts.every(({ status, answer }) => status === 500 && answer === 'Oops'));
    assert.equal(new Set(w.receiver.calls.map(({ headers }) => headers['webhook-id'])).size, 1);
    assert.equal(new Set(w.receiver.calls.map(({ body }) => body)).size, 1);
  });

  test('A14: every try is signed with its own time, so that receivers may refuse old ones', async () => {
    const { w } = await converted({ answer: (call) => ({ status: call < 4 ? 502 : 204 }) });
    const secret = await w.ports.webhookKeys.secretOf(organisation, 0);
    const times = w.receiver.calls.map(({ headers }) => headers['webhook-timestamp']);
    assert.equal(new Set(times).size, 4);
    for (const { headers, body } of w.receiver.calls) {
      const at = new Date(Number(headers['webhook-timestamp']) * 1000);
      assert.equal(new Webhook(secret).sign(headers['webhook-id']!, at, body), headers['webhook-signature']);
    }
  });

  test('A14: deliveries that failed together do not come back together', async () => {
    const w = await webhookWorld(start, { answer: () => ({ status: 500 }) });
    await leave(w);
    await leave(w, 'converted', 'b');
    await w.run(tomorrow);
    const [first, second] = (await w.deliveries()).map(({ attempts }) => attempts.map(({ at }) => at));
    assert.equal(first![0], second![0]);
    assert.ok(first!.slice(2).every((at) => !second!.includes(at)));
  });

  test('A14: a message that comes before its time, or after the end, calls nobody', async () => {
    const w = await webhookWorld(start, { answer: (call) => ({ status: call === 1 ? 500 : 200 }) });
    await leave(w);
    const [message] = w.engine.queue.webhooks;
    await w.run(plusMinutes(start, 0.5));
    w.engine.queue.webhooks.push(message!);
    await w.run(plusMinutes(start, 0.9));
    assert.equal(w.receiver.calls.length, 1);
    await w.run(plusMinutes(start, 5));
    w.engine.queue.webhooks.push(message!);
    await w.run(tomorrow);
    assert.equal(w.receiver.calls.length, 2);
  });

  test('A14: 410 ends it at once', async () => {
    const { w, delivery } = await converted({ answer: () => ({ status: 410 }) });
    assert.equal(w.receiver.calls.length, 1);
    assert.equal(delivery.state.status === 'failed' && delivery.state.reason, 'gone');
  });

  for (const [what, retryAfter, minutes] of [
    ['seconds', '3600', 60],
    ['a date', 'Mon, 15 Mar 2027 10:30:00 GMT', 90],
    ['too long, six hours', '999999', 360],
    ['less than planned, the plan', '1', 1],
    ['nonsense, the plan', 'soon', 1],
  ] as const) {
    test(`A14: Retry-After of 429 and 503 is heeded: ${what}`, async () => {
      for (const status of [429, 503]) {
        const { delivery } = await converted({
          answer: (call) => (call === 1 ? { status, retryAfter, durationMs: 0 } : {}),
        });
        const waited = secondsBetween(start, delivery.attempts[1]!.at) / 60;
        assert.ok(waited >= minutes && waited <= minutes * 1.1, `${waited}`);
      }
    });
  }

  test('A14: a redirect is a failure that says so, and is tried again', async () => {
    const { delivery } = await converted({ answer: (call) => (call === 1 ? { status: 302 } : {}) });
    assert.match(delivery.attempts[0]!.error!, /Redirects are not followed/);
    assert.equal(delivery.state.status, 'delivered');
  });

  test('A14: an address that is mended in the settings is used from the next try on', async () => {
    const w = await webhookWorld(start, {
      answer: (call): GivenAnswer => (call === 1 ? { error: 'No such host' } : {}),
    });
    await leave(w);
    await w.run(plusMinutes(start, 0.5));
    const level = (await w.ports.store.settings.get(organisation, 'organisation'))!;
    const values = { leadWebhooks: hookAt('https://mended.example/') };
    await w.ports.store.settings.put({ ...level, revision: 2, values }, 1);
    await w.run(tomorrow);
    assert.deepEqual(
      w.receiver.calls.map(({ url }) => url),
      [HOOK, 'https://mended.example/'],
    );
  });

  test('A14: redelivery sends the same id and body once more, and over a day if need be', async () => {
    const { w, delivery } = await converted({ answer: (call) => ({ status: call < 12 ? 500 : 200 }) });
    assert.equal(delivery.state.status, 'failed');
    const asked = await redeliver(w.ports, { caller: admin, id: delivery.id, now: w.engine.clock.now() });
    assert.equal(asked.kind === 'asked' && asked.item.state.status, 'pending');
    await w.run(at('2027-03-18T12:00:00.000Z'));
    const [after] = await w.deliveries();
    assert.deepEqual([after!.state.status, after!.attempts.length], ['delivered', 12]);
    assert.equal(new Set(w.receiver.calls.map(({ headers }) => headers['webhook-id'])).size, 1);
    assert.equal(new Set(w.receiver.calls.map(({ body }) => body)).size, 1);
  });

  test('A14: a test is about nobody, goes to the level’s own webhook, and is tried once', async () => {
    const w = await webhookWorld(start, { answer: () => ({ status: 500 }) });
    const request = { caller: admin, scope: 'organisation', button: 'convert' as const, now: start };
    await testWebhook(w.ports, request);
    await w.run(tomorrow);
    const [delivery] = await w.deliveries();
    assert.deepEqual([delivery!.type, delivery!.state.status], ['webhook.test', 'failed']);
    assert.equal(w.receiver.calls.length, 1);
    const refused = await testWebhook(w.ports, { ...request, button: 'disqualify' });
    assert.equal(refused.kind, 'conflict');
  });
});
