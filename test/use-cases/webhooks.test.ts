import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { plusMinutes, textOf } from '#shared/domain/time/instants.ts';
import { convertLead } from '#shared/use-cases/leads/convert-lead.ts';
import { reopenLead } from '#shared/use-cases/leads/reopen-lead.ts';
import { HOOK, hookAt, webhookWorld } from '#test/support/webhooks.ts';
import { ORGANISATION as organisation, SENDER } from '#test/support/world.ts';
import { converted, leave, start, tomorrow } from '#test/support/webhook-lead.ts';
import { at } from '#test/support/at.ts';

describe('what is told', () => {
  test('A14: converting a lead tells the webhook of its owner: lead, account, owner, who and when', async () => {
    const { w, delivery } = await converted();
    const [call] = w.receiver.calls;
    assert.equal(w.receiver.calls.length, 1);
    assert.equal(call!.url, HOOK);
    assert.equal(call!.headers['content-type'], 'application/json');
    const { type, timestamp, data } = JSON.parse(call!.body);
    assert.deepEqual([type, timestamp], ['lead.converted', textOf(start)]);
    assert.deepEqual([data.lead.id, data.lead.status, data.lead.email], ['a', 'contact', 'a@example.com']);
    assert.deepEqual(data.account, { id: 'initech', name: 'Initech', fields: { size: '50' } });
    assert.deepEqual(data.owner, { id: SENDER, name: 'Anne', email: 'anne@acme.example' });
    assert.deepEqual(data.by, { id: SENDER });
    assert.deepEqual(delivery.state, { status: 'delivered', at: at('2027-03-15T09:00:00.250Z') });
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
    await w.run(at('2027-03-17T12:00:00.000Z'));
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
