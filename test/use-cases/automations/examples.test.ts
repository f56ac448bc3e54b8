import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { automationWorld, mailStep, type AutomationWorld } from '#test/support/automation-world.ts';
import { at } from '#test/support/at.ts';
import { textOf } from '#shared/domain/time/instants.ts';

// Paris; the clocks go forward on 28 March 2027.

describe('E2: the examples', () => {
  test('E2: no follow-up three days after an offer was sent makes a task for its owner', async () => {
    const w = await automationWorld('2027-03-25T09:00:00.000Z');
    await w.automate({
      filter: {
        all: [
          { field: 'record.status', is: 'is', value: 'sent' },
          { field: 'record.sentAt', is: 'more-than-days-after', value: 3 },
          { field: 'record.sentAt', is: 'nothing-done-since' },
        ],
      },
      steps: [{ id: 'ask', name: 'Call', action: 'task-for-user', delayDays: 0, on: 'any-day' }],
    });
    await w.record({ status: 'sent', sentAt: '2027-03-25T10:00:00.000Z' });
    // Three days keep the wall clock: eleven in Paris, an hour less across the night in which the clocks change.
    await w.live('2027-03-28T08:59:59.000Z');
    assert.deepEqual(await w.enrollments(), []);
    await w.live('2027-03-28T09:00:00.000Z');
    assert.equal((await w.enrollments()).length, 1);
    // A Sunday: the task appears within the hours of its owner.
    await w.live('2027-03-31T18:00:00.000Z');
    const [enrollment] = await w.enrollments();
    assert.equal(enrollment?.recordId, 'offer.a1');
    const tasks = await Array.fromAsync(w.ports.store.tasks.scan());
    assert.deepEqual(
      tasks.map(({ userId, name, openedAt }) => [userId, name, textOf(openedAt)]),
      [['anne', 'Call', '2027-03-29T07:00:00.000Z']],
    );
  });

  test('E2: a new invoice sends a mail', async () => {
    const w = await automationWorld('2027-03-25T09:00:00.000Z');
    await w.automate({
      over: 'invoice',
      scope: 'new',
      filter: { field: 'record.status', is: 'is', value: 'issued' },
      steps: [mailStep],
    });
    await w.live('2027-03-25T10:00:00.000Z');
    await w.record({ status: 'draft' }, { id: 'invoice.b1', typeId: 'invoice' });
    await w.live('2027-03-25T11:00:00.000Z');
    assert.deepEqual(w.mailer.sent, []);
    await w.record({ status: 'issued' }, { id: 'invoice.b1' });
    await w.live('2027-03-25T12:00:00.000Z');
    assert.deepEqual(
      w.mailer.sent.map(({ message: { to, subject } }) => [to, subject]),
      [['lead1@example.com', 'Hello Zoé']],
    );
  });

  test('E2: an order marked delivered sends a text, and one at night is dropped', async () => {
    const w = await automationWorld('2027-03-25T09:00:00.000Z');
    await w.ports.store.settings.put(
      {
        organisation: 'acme',
        scope: 'organisation',
        revision: 2,
        values: { workingHours: [{ from: '00:00', to: '24:00' }], mailDelay: { kind: 'none' } },
      },
      1,
    );
    await w.automate({
      over: 'order',
      filter: { field: 'record.status', is: 'is', value: 'delivered' },
      steps: [
        { id: 'text', name: 'Text', action: 'sms-to-client', delayDays: 0, on: 'any-day', templateId: 'sms' },
      ],
    });
    await w.record({ status: 'shipped' }, { id: 'order.c1', typeId: 'order' });
    await w.record({ status: 'shipped' }, { id: 'order.c2', typeId: 'order' });
    await w.live('2027-03-25T15:00:00.000Z');
    await w.record({ status: 'delivered' }, { id: 'order.c1' });
    await w.live('2027-03-25T22:30:00.000Z');
    assert.equal(w.sms.sent.length, 1);
    // 23:30 in Paris.
    await w.record({ status: 'delivered' }, { id: 'order.c2' });
    await w.live('2027-03-26T22:00:00.000Z');
    assert.equal(w.sms.sent.length, 1);
    const second = (await w.enrollments()).find(({ recordId }) => recordId === 'order.c2');
    assert.equal(second?.state.status, 'finished');
    assert.equal(second.done.length, 1);
    assert.ok(w.clock.now() >= at('2027-03-26T22:00:00.000Z'));
  });

  const sentAt = '2027-03-25T10:00:00.000Z';
  const sent = { status: 'sent', sentAt };
  const noOrder = {
    filter: {
      all: [
        { field: 'record.status', is: 'is' as const, value: 'sent' },
        { field: 'record.sentAt', is: 'more-than-days-after' as const, value: 5 },
        { field: 'record.sentAt', is: 'no-record-since' as const, value: 'order' },
        { none: [{ field: 'record.sentAt', is: 'nothing-done-since' as const }] },
      ],
    },
    steps: [
      { id: 'ask', name: 'Ask', action: 'task-for-user' as const, delayDays: 2, on: 'any-day' as const },
    ],
  };
  const called = (w: AutomationWorld, when: string) =>
    w.ports.store.activities.add([
      {
        organisation: 'acme',
        leadId: 'lead1',
        id: 'call',
        at: at(when),
        events: [{ type: 'call-made', by: 'anne', seconds: 60 }],
      },
    ]);

  test('E2: an offer after which the client was called and no order came is asked about, five days on the wall clock', async () => {
    const w = await automationWorld('2027-03-25T09:00:00.000Z');
    await w.automate(noOrder);
    // An order from before the offer, and another offer after it, are no order since.
    await w.record({ status: 'delivered' }, { id: 'order.old', typeId: 'order' });
    w.clock.set(at(sentAt));
    await w.record(sent);
    await w.live('2027-03-26T09:00:00.000Z');
    await w.record({ status: 'draft' }, { id: 'offer.a2' });
    await called(w, '2027-03-26T09:00:00.000Z');
    await w.live('2027-03-30T08:59:59.000Z');
    assert.deepEqual(await w.enrollments(), []);
    await w.live('2027-03-30T09:00:00.000Z');
    assert.deepEqual(
      (await w.enrollments()).map(({ recordId }) => recordId),
      ['offer.a1'],
    );
    // The order comes before the task is due: it is not asked for any more.
    await w.record({ status: 'ordered' }, { id: 'order.new', typeId: 'order' });
    await w.live('2027-04-10T09:00:00.000Z');
    const [enrollment] = await w.enrollments();
    assert.deepEqual(enrollment?.state.status === 'stopped' && enrollment.state.because, {
      kind: 'engine',
      rule: 'no-longer-matches',
    });
  });

  test('E2: where an order came, or nothing was done since, it is not asked about', async () => {
    for (const [order, call] of [
      [true, true],
      [false, false],
    ]) {
      const w = await automationWorld(sentAt);
      await w.automate(noOrder);
      await w.record(sent);
      await w.live('2027-03-26T09:00:00.000Z');
      if (call === true) await called(w, '2027-03-26T09:00:00.000Z');
      if (order === true) await w.record({ status: 'ordered' }, { id: 'order.b1', typeId: 'order' });
      await w.live('2027-04-10T09:00:00.000Z');
      assert.deepEqual(await w.enrollments(), []);
    }
  });
});
