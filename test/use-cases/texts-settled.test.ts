import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { OutgoingSms } from '#shared/domain/core/message.ts';
import type { ProviderEvent } from '#shared/domain/provider-events/provider-event.ts';
import { ingestOptOut } from '#shared/use-cases/provider-events/ingest-opt-out.ts';
import { ingestProviderEvent } from '#shared/use-cases/provider-events/ingest-provider-event.ts';
import { inForce, lift } from '#test/support/suppressed-lead.ts';
import { memorySender } from '#test/support/memory/memory-sender.ts';
import { ORGANISATION as organisation, type World } from '#test/support/world.ts';
import { at, zoneNamed } from '#test/support/at.ts';
import { eventsOf, id, living, reasons } from '#test/support/recorded.ts';

const steps = [{ type: 'automated-sms' as const }, { wait: { amount: 2, unit: 'hours' as const } }];
const number = '+33612345678';

const told = (w: World, event: Pick<ProviderEvent, 'kind' | 'reason' | 'priceUsd'>) =>
  ingestProviderEvent(
    w.ports,
    {
      ...event,
      at: w.clock.now(),
      messageId: 'message-1',
      recipient: [number],
      tags: { organisation, enrollment: id, step: 's1', attempt: 1 },
    },
    w.clock.now(),
    organisation,
  );

const activities = async (w: World) => {
  const { items } = await w.ports.store.activities.ofLead(organisation, 'lead1', { limit: 100 });
  return items.flatMap(({ events }) => events);
};

describe('a text whose answer was lost', () => {
  const lost = async () => {
    const w = await living({ steps });
    const sms = memorySender<OutgoingSms>(() => 'lose-answer');
    w.ports.sms = sms;
    await w.run(at('2026-11-23T09:30:00.000Z'));
    assert.equal((await w.enrollment(id)).state.status, 'unknown');
    return { w, sms };
  };

  test('F3: is sent once its provider says that it was delivered, as a text and for its price', async () => {
    const { w, sms } = await lost();
    await told(w, { kind: 'delivered', priceUsd: 0.0756 });
    const sent = eventsOf(w).find(({ type }) => type === 'sent');
    assert.equal(sent?.type === 'sent' && sent.channel, 'sms');
    const delivered = (await activities(w)).find(({ type }) => type === 'delivered');
    assert.deepEqual(delivered, {
      type: 'delivered',
      step: 's1',
      messageId: 'message-1',
      priceUsd: 0.0756,
    });
    await w.run(at('2026-11-24T09:00:00.000Z'));
    assert.deepEqual([sms.calls.length, w.mailer.sent.length], [1, 1]);
  });

  test('F3: has failed once its provider says that nobody got it, and is not sent again', async () => {
    const { w, sms } = await lost();
    await told(w, { kind: 'rejected', reason: 'TEXT_CARRIER_BLOCKED: blocked' });
    assert.deepEqual(reasons(w, 'failed'), [
      [{ kind: 'provider', code: 'rejected', message: 'TEXT_CARRIER_BLOCKED: blocked' }],
    ]);
    await w.run(at('2026-11-24T09:00:00.000Z'));
    assert.deepEqual([sms.calls.length, w.mailer.sent.length], [1, 1]);
  });
});

test('E4: a text says when the quiet hours of its recipient begin', async () => {
  // 10:01 in Paris; in Tokyo it is 18:01, and quiet from 20:00 on.
  const w = await living({
    steps,
    leads: [{ id: 'lead1', zone: zoneNamed('Asia/Tokyo') }],
    settings: { smsQuietHours: { from: '20:00', to: '08:00', policy: 'defer' } },
  });
  await w.run(at('2026-11-23T09:30:00.000Z'));
  assert.equal(w.sms.sent[0]?.message.notAfter, at('2026-11-23T11:00:00.000Z'));
});

test('E4: where there are no quiet hours, a text may come at any time', async () => {
  const w = await living({
    steps,
    settings: { smsQuietHours: { from: '00:00', to: '00:00', policy: 'defer' } },
  });
  await w.run(at('2026-11-23T09:30:00.000Z'));
  assert.equal(w.sms.sent[0]?.message.notAfter, undefined);
});

describe('STOP', () => {
  const stopped = (w: World, when = w.clock.now()) =>
    ingestOptOut(w.ports, { organisation, number, at: when }, w.clock.now());
  const listed = async (w: World) =>
    (await inForce(w)).map((entry) => [entry.address, entry.reason, entry.source]);

  test('D7: puts the number on the list, and nothing more goes out to the lead', async () => {
    const w = await living({ steps });
    await w.run(at('2026-11-23T09:30:00.000Z'));
    assert.equal(await stopped(w), 'listed');
    assert.equal(await stopped(w), 'already');
    assert.deepEqual(await listed(w), [[number, 'unsubscribed', 'recipient']]);
    await w.run(at('2026-11-24T09:00:00.000Z'));
    assert.deepEqual([w.sms.calls.length, w.mailer.calls.length], [1, 0]);
    assert.ok((await activities(w)).some(({ type }) => type === 'suppressed'));
  });

  test('D7: a late copy does not undo the lifting', async () => {
    const w = await living({ steps });
    const before = w.clock.now();
    await stopped(w);
    await w.run(at('2026-11-23T09:30:00.000Z'));
    await lift(w, number);
    assert.equal(await stopped(w, before), 'outdated');
    assert.deepEqual(await listed(w), []);
  });
});
