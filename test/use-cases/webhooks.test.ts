import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { plusMinutes, secondsBetween } from '#shared/domain/calendar/instants.ts';
import { convertLead } from '#shared/use-cases/engine/convert-lead.ts';
import { reopenLead } from '#shared/use-cases/leads/reopen-lead.ts';
import { redeliver } from '#shared/use-cases/webhooks/redeliver.ts';
import { rotateSigningSecret } from '#shared/use-cases/webhooks/signing-secret.ts';
import { testWebhook } from '#shared/use-cases/webhooks/test-webhook.ts';
import type { GivenAnswer } from '#test/support/memory/memory-webhooks.ts';
import { HOOK, hookAt, webhookWorld, type WebhookWorld } from '#test/support/webhooks.ts';
import { ORGANISATION as organisation, SENDER } from '#test/support/world.ts';

const start = '2027-03-15T09:00:00.000Z';
const tomorrow = '2027-03-16T12:00:00.000Z';
const admin = { organisation, userId: 'ada', role: 'admin' } as const;

const leave = (w: WebhookWorld, as: 'converted' | 'disqualified' = 'converted', leadId = 'a') =>
  convertLead(w.ports, { organisation, leadId, as, by: SENDER, now: w.engine.clock.now() });

/** Converts lead a and works everything off until a little over a day later. */
async function converted(answer?: Parameters<typeof webhookWorld>[1]) {
  const w = await webhookWorld(start, answer);
  await leave(w);
  await w.run(tomorrow);
  const [delivery] = await w.deliveries();
  assert.ok(delivery);
  return { w, delivery };
}

describe('what is told', () => {
  test('A14: converting a lead tells the webhook of its owner: lead, account, owner, who and when', async () => {
    const { w, delivery } = await converted();
    const [call] = w.receiver.calls;
    assert.equal(w.receiver.calls.length, 1);
    assert.equal(call!.url, HOOK);
    assert.equal(call!.headers['content-type'], 'application/json');
    const { type, timestamp, data } = JSON.parse(call!.body);
    assert.deepEqual([type, timestamp], ['lead.converted', start]);
    assert.deepEqual([data.lead.id, data.lead.status, data.lead.email], ['a', 'contact', 'a@example.com']);
    assert.deepEqual(data.account, { id: 'initech', name: 'Initech', fields: { size: '50' } });
    assert.deepEqual(data.owner, { id: SENDER, name: 'Anne', email: 'anne@acme.example' });
    assert.deepEqual(data.by, { id: SENDER });
    assert.deepEqual(delivery.state, { status: 'delivered', at: '2027-03-15T09:00:00.250Z' });
    assert.deepEqual(delivery.attempts, [{ at: start, durationMs: 250, status: 200 }]);
  });

  test('A14: disqualifying tells the webhook of its own button', async () => {
    const w = await webhookWorld(start, { webhooks: hookAt(HOOK, 'disqualify') });
    await leave(w);
    await leave(w, 'disqualified', 'b');
    await w.run(tomorrow);
    assert.deepEqual(
      w.receiver.calls.map(({ body }) => JSON.parse(body).type),
      ['lead.disqualified'],
    );
  });

  test('A14: converting twice tells once, also when the webhook was set only after the first time', async () => {
    const { w } = await converted();
    await leave(w);
    await w.run('2027-03-17T12:00:00.000Z');
    assert.equal(w.receiver.calls.length, 1);
    const late = await webhookWorld(start, { webhooks: { convert: null, disqualify: null } });
    await leave(late);
    const level = (await late.ports.store.settings.get(organisation, 'organisation'))!;
    await late.ports.store.settings.put(
      { ...level, revision: 2, values: { ...level.values, leadWebhooks: hookAt(HOOK) } },
      1,
    );
    await leave(late);
    await late.run(tomorrow);
    assert.equal(late.receiver.calls.length, 0);
  });

  test('A14: a lead that was reopened and is disqualified again is told again, as another delivery', async () => {
    const w = await webhookWorld(start, { webhooks: hookAt(HOOK, 'disqualify') });
    await leave(w, 'disqualified');
    await w.run(plusMinutes(start, 5));
    const reopen = () =>
      reopenLead(w.ports, { organisation, leadId: 'a', by: SENDER, now: w.engine.clock.now() });
    assert.equal((await reopen())?.status, 'lead');
    await w.run(plusMinutes(start, 10));
    assert.equal((await reopen())?.status, 'lead');
    await leave(w, 'disqualified');
    await w.run(tomorrow);
    assert.equal(new Set(w.receiver.calls.map(({ headers }) => headers['webhook-id'])).size, 2);
    const { items } = await w.ports.store.activities.ofLead(organisation, 'a', { limit: 10 });
    assert.deepEqual(
      items.flatMap(({ events }) => events.map(({ type }) => type)),
      ['disqualified', 'reopened', 'disqualified'],
    );
  });

  test('A14: nobody is told while the webhook is not active, and a removed one ends what is pending', async () => {
    const off = await webhookWorld(start, {
      webhooks: { convert: { url: HOOK, method: 'POST', headers: {}, active: false }, disqualify: null },
    });
    await leave(off);
    assert.deepEqual(await off.deliveries(), []);

    const w = await webhookWorld(start, { answer: () => ({ status: 500 }) });
    await leave(w);
    await w.run(plusMinutes(start, 3));
    const level = (await w.ports.store.settings.get(organisation, 'organisation'))!;
    await w.ports.store.settings.put({ ...level, revision: 2, values: {} }, 1);
    await w.run(tomorrow);
    const [delivery] = await w.deliveries();
    assert.deepEqual([delivery!.state.status, w.receiver.calls.length], ['failed', 2]);
    assert.equal(delivery!.state.status === 'failed' && delivery!.state.reason, 'off');
  });
});

describe('precedence', () => {
  const levels = [
    ['organisation', 'https://organisation.example/'],
    ['group.paris', 'https://group.example/'],
    [`user.${SENDER}`, 'https://user.example/'],
  ] as const;
  for (const [index, [scope, url]] of levels.entries()) {
    test(`A14: of ${index + 1} levels that decide, that of ${scope} is told, for the lead’s owner`, async () => {
      const w = await webhookWorld(start);
      const { store } = w.ports;
      const owner = (await store.users.get(organisation, SENDER))!;
      await store.users.put({ ...owner, revision: 2, groupIds: ['paris'] }, 1);
      await store.groups.put(
        { organisation, id: 'paris', revision: 1, name: 'Paris', priority: 1 },
        'absent',
      );
      for (const [each, hook] of levels.slice(0, index + 1)) {
        const before = await store.settings.get(organisation, each);
        const revision = (before?.revision ?? 0) + 1;
        const values = { leadWebhooks: hookAt(hook) };
        await store.settings.put(
          { organisation, scope: each, revision, values },
          before?.revision ?? 'absent',
        );
      }
      await convertLead(w.ports, { organisation, leadId: 'a', as: 'converted', by: 'ada', now: start });
      await w.run(tomorrow);
      assert.deepEqual(
        w.receiver.calls.map((call) => call.url),
        [url],
      );
    });
  }

  test('A14: the nearest level replaces the whole setting: none there means none', async () => {
    const w = await webhookWorld(start);
    await w.ports.store.settings.put(
      {
        organisation,
        scope: `user.${SENDER}`,
        revision: 1,
        values: { leadWebhooks: hookAt(HOOK, 'disqualify') },
      },
      'absent',
    );
    await leave(w);
    await w.run(tomorrow);
    assert.equal(w.receiver.calls.length, 0);
  });
});

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
    await w.run('2027-03-18T12:00:00.000Z');
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
    assert.equal(refused.kind, 'in-the-way');
  });
});

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
      '2027-03-16T09:00:00.000Z',
    );
    w.engine.clock.set('2027-03-16T08:59:59.999Z');
    await send();
    assert.deepEqual([await verifies(0), await verifies(1)], [true, true]);
    w.engine.clock.set('2027-03-16T09:00:00.000Z');
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
