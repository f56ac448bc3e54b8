import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import { rotateSigningSecret } from '#shared/use-cases/webhooks/signing-secret.ts';
import { testWebhook } from '#shared/use-cases/webhooks/test-webhook.ts';
import { HOOK, hookAt, webhookWorld } from '#test/support/webhooks.ts';
import { ORGANISATION as organisation } from '#test/support/world.ts';
import { admin, leave, start } from '#test/support/webhook-lead.ts';
import { at } from '#test/support/at.ts';

describe('secrets', () => {
  test('A14: for a day after a rotation both secrets verify, then the new one alone', async () => {
    const w = await webhookWorld(start);
    const verifies = async (number: number) => {
      const { headers, body } = w.receiver.calls.at(-1)!;
      const at = new Date(Number(headers['webhook-timestamp']) * 1000);
      const secret = await w.ports.webhookKeys.secretOf(organisation, number);
      const wanted = new Webhook(secret).sign(headers['webhook-id']!, at, body);
      return headers['webhook-signature']!.split(' ').includes(wanted);
    };
    const send = async () => {
      await testWebhook(w.ports, {
        caller: admin,
        scope: 'organisation',
        button: 'convert',
        now: w.engine.clock.now(),
      });
      await w.run(w.engine.clock.now());
    };
    await send();
    assert.deepEqual([await verifies(0), await verifies(1)], [true, false]);
    const rotated = await rotateSigningSecret(w.ports, { organisation, expected: 0, now: start });
    assert.equal(
      rotated.kind === 'rotated' && rotated.secret.previous?.signsUntil,
      at('2027-03-16T09:00:00.000Z'),
    );
    w.engine.clock.set(at('2027-03-16T08:59:59.999Z'));
    await send();
    assert.deepEqual([await verifies(0), await verifies(1)], [true, true]);
    w.engine.clock.set(at('2027-03-16T09:00:00.000Z'));
    await send();
    assert.deepEqual([await verifies(0), await verifies(1)], [false, true]);
  });

  test('A14: a header’s value is opened for the call alone; one that cannot be opened is a failed try', async () => {
    const w = await webhookWorld(start);
    const { store, webhookKeys } = w.ports;
    const level = (await store.settings.get(organisation, 'organisation'))!;
    const sealed = await webhookKeys.seal(organisation, 'Bearer s3cret');
    const withHeader = (value: string) => ({
      ...hookAt(HOOK),
      convert: { ...hookAt(HOOK).convert!, headers: { authorization: value } },
    });
    await store.settings.put({ ...level, revision: 2, values: { leadWebhooks: withHeader(sealed) } }, 1);
    await leave(w);
    await w.run(plusMinutes(start, 1));
    assert.equal(w.receiver.calls[0]!.headers['authorization'], 'Bearer s3cret');
    const foreign = await webhookKeys.seal('other', 'Bearer s3cret');
    await store.settings.put({ ...level, revision: 3, values: { leadWebhooks: withHeader(foreign) } }, 2);
    await leave(w, 'converted', 'b');
    await w.run(plusMinutes(start, 2));
    assert.equal(w.receiver.calls.length, 1);
    const ofB = (await w.deliveries()).find(({ leadId }) => leadId === 'b')!;
    assert.match(ofB.attempts[0]!.error!, /authorization cannot be read/);
    assert.ok(!JSON.stringify(await w.deliveries()).includes('s3cret'));
  });

  test('A14: a receiver that repeats what it was sent brings no value into the log', async () => {
    const echo = 'got Bearer s3cret-one, s3cret-one and "quo\\"ted"; ends with s3cret-o';
    const w = await webhookWorld(start, { answer: () => ({ status: 500, text: echo }) });
    const { store, webhookKeys } = w.ports;
    const level = (await store.settings.get(organisation, 'organisation'))!;
    const headers = {
      authorization: await webhookKeys.seal(organisation, 'Bearer s3cret-one'),
      'x-key': await webhookKeys.seal(organisation, 'quo"ted'),
      'x-short': await webhookKeys.seal(organisation, 'got'),
    };
    const convert = { ...hookAt(HOOK).convert!, headers };
    const leadWebhooks = { convert, disqualify: null };
    await store.settings.put({ ...level, revision: 2, values: { leadWebhooks } }, 1);
    await leave(w);
    await w.run(plusMinutes(start, 1));
    assert.equal(w.receiver.calls[0]!.headers['x-key'], 'quo"ted');
    const [delivery] = await w.deliveries();
    assert.equal(delivery!.attempts[0]!.answer, 'got •••, ••• and "•••"; ends with •••');
  });
});
