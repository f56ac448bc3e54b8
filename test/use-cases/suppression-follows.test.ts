import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ProviderEvent } from '#shared/domain/provider-events/provider-event.ts';
import { enrollLeads } from '#shared/use-cases/enrollments/enroll-leads.ts';
import { ingestProviderEvent } from '#shared/use-cases/provider-events/ingest-provider-event.ts';
import { unsubscribeLead } from '#shared/use-cases/suppressions/unsubscribe-lead.ts';
import { createLead } from '#shared/use-cases/leads/create-lead.ts';
import { addByHand } from '#shared/use-cases/suppressions/add-by-hand.ts';
import { liftSuppression } from '#shared/use-cases/suppressions/lift-suppression.ts';
import { listSuppressions } from '#shared/use-cases/suppressions/list-suppressions.ts';
import { ORGANISATION as organisation, SENDER, SEQUENCE, type World } from '#test/support/world.ts';
import {
  add,
  address,
  admin,
  change,
  id,
  inForce,
  lift,
  spring,
  start,
  suppressionOf,
} from '#test/support/suppressed-lead.ts';
import { at } from '#test/support/at.ts';

const enroll = (w: World, leadIds = ['ana']) =>
  enrollLeads(w.ports, {
    organisation,
    leadIds,
    sequenceId: SEQUENCE,
    userId: SENDER,
    by: SENDER,
    now: w.clock.now(),
  });

const unsubscribe = (w: World, leadId = 'ana') =>
  unsubscribeLead(w.ports, { organisation, leadId, by: 'link', enrollmentId: id, now: w.clock.now() });

const activities = async (w: World, leadId = 'ana') => {
  const page = await w.ports.store.activities.ofLead(organisation, leadId, { limit: 100 });
  return page.items.flatMap(({ events }) => events);
};

const event = (
  w: World,
  kind: 'bounced' | 'complained',
  sentTo: string,
  at = w.clock.now(),
): ProviderEvent => ({
  kind,
  at,
  messageId: 'message-1',
  recipient: ['forwarded@elsewhere.example'],
  sentTo: [sentTo],
  tags: { organisation, enrollment: id, step: 's1', attempt: 1 },
  ...(kind === 'bounced' && { bounce: { permanent: true, type: 'Permanent', subType: 'General' } }),
});

const ingest = (w: World, ...about: Parameters<typeof event> extends [World, ...infer Rest] ? Rest : never) =>
  ingestProviderEvent(w.ports, event(w, ...about), w.clock.now(), organisation);

describe('the list is written by whatever suppresses a lead', () => {
  test('D7: unsubscribing puts the address on the list, with its date, and every lead that has it', async () => {
    const w = await spring([{ id: 'ana' }, { id: 'twin', email: address }]);
    await unsubscribe(w);
    const [entry] = await inForce(w);
    assert.deepEqual(
      [entry?.address, entry?.reason, entry?.at, entry?.source, entry?.leadId],
      [address, 'unsubscribed', start, 'recipient', 'ana'],
    );
    assert.equal((await suppressionOf(w, 'twin'))?.unsubscribedAt, start);
  });

  test('D7: a number that several leads share is not listed when one of them unsubscribes from mails', async () => {
    const phone = '+33123456789';
    const w = await spring([
      { id: 'ana', phone },
      { id: 'bob', phone },
    ]);
    await unsubscribe(w);
    assert.deepEqual(await suppressionOf(w, 'bob'), {});
    assert.equal((await inForce(w)).length, 1);
  });

  test('A7: a permanent bounce lists the address that was written to, a complaint too', async () => {
    for (const [kind, name] of [
      ['bounced', 'bouncedAt'],
      ['complained', 'complainedAt'],
    ] as const) {
      const w = await spring();
      await enroll(w);
      await w.run(at('2027-03-22T10:00:00.000Z'));
      await ingest(w, kind, address);
      await ingest(w, kind, address);
      assert.deepEqual(
        (await inForce(w)).map((entry) => [entry.address, entry.reason, entry.source]),
        [[address, kind, 'provider']],
      );
      assert.equal((await suppressionOf(w))?.[name], at('2027-03-22T10:00:00.000Z'));
    }
  });

  test('D7: an address stays on the list when its lead is gone, and suppresses the person who comes back', async () => {
    const w = await spring();
    await unsubscribe(w);
    await w.ports.store.leads.remove(organisation, 'ana');
    assert.equal((await inForce(w)).length, 1);
    const made = await createLead(w.ports, { caller: admin, values: { email: address }, now: start });
    assert.deepEqual(made.kind === 'saved' && made.item.suppression, { unsubscribedAt: start });
  });
});

describe('a lead whose address changes', () => {
  test('A7: leaves behind that mails to its old address bounced; a late bounce of the old one does not count', async () => {
    const w = await spring();
    await enroll(w);
    await w.run(at('2027-03-22T10:00:00.000Z'));
    await ingest(w, 'bounced', address);
    await change(w, { email: 'ana@new.example' });
    assert.deepEqual(await suppressionOf(w), {});
    await ingest(w, 'bounced', address);
    assert.deepEqual(await suppressionOf(w), {});
    await change(w, { email: address });
    assert.equal((await suppressionOf(w))?.bouncedAt, at('2027-03-22T10:00:00.000Z'));
  });

  test('D7: stays unsubscribed, and stays one who complained', async () => {
    const w = await spring();
    await unsubscribe(w);
    await ingest(w, 'complained', address);
    await change(w, { email: 'ana@new.example' });
    assert.deepEqual(await suppressionOf(w), { unsubscribedAt: start, complainedAt: start });
  });

  test('D7: takes over what the list says of its new address, and ends what that skips', async () => {
    const w = await spring();
    await enroll(w);
    await w.run(at('2027-03-22T10:00:00.000Z'));
    await add(w, 'ana@new.example', 'unsubscribed');
    await change(w, { email: 'ana@new.example' });
    assert.equal((await suppressionOf(w))?.unsubscribedAt, at('2027-03-22T10:00:00.000Z'));
    assert.equal((await w.enrollment(id)).state.status, 'finished');
    assert.ok((await activities(w)).some(({ type }) => type === 'suppressed'));
  });
});

describe('lifting a suppression', () => {
  test('D7: steps go again, an activity says who lifted it, and the entry stays readable', async () => {
    const w = await spring();
    await unsubscribe(w);
    w.clock.set(at('2027-03-22T10:00:00.000Z'));
    await lift(w);
    assert.deepEqual(await suppressionOf(w), {});
    assert.deepEqual(
      (await activities(w)).filter(({ type }) => type === 'suppression-lifted'),
      [{ type: 'suppression-lifted', reason: 'unsubscribed', by: SENDER, note: 'asked for it' }],
    );
    assert.deepEqual(await inForce(w), []);
    const { items } = await listSuppressions(w.ports, { organisation, limit: 10, lifted: true });
    assert.equal(items[0]?.lifted?.by, SENDER);
    await enroll(w);
    await w.run(at('2027-03-22T11:00:00.000Z'));
    assert.equal(w.mailer.sent.length, 1);
  });

  test('D7: takes away that reason alone, and not what another address of the lead keeps', async () => {
    const w = await spring([{ id: 'ana', phone: '+33612345678' }]);
    await unsubscribe(w);
    await ingest(w, 'bounced', address);
    const input = { phone: '+33612345678', reason: 'unsubscribed' as const };
    await addByHand(w.ports, { caller: admin, input, now: start });
    const [bounced] = await inForce(w, 'bounced');
    await liftSuppression(w.ports, { caller: admin, id: bounced?.id ?? '', now: start });
    assert.deepEqual(await suppressionOf(w), { unsubscribedAt: start });
    const unsubscribed = (await inForce(w, 'unsubscribed')).find((entry) => entry.address === address);
    await liftSuppression(w.ports, { caller: admin, id: unsubscribed?.id ?? '', now: start });
    assert.deepEqual(await suppressionOf(w), { unsubscribedAt: start });
    await lift(w, '+33612345678');
    assert.deepEqual(await suppressionOf(w), {});
  });

  test('D7: reaches the lead that the entry came from, whatever its address is by now', async () => {
    const w = await spring();
    await unsubscribe(w);
    await change(w, { email: 'ana@new.example' });
    await lift(w);
    assert.deepEqual(await suppressionOf(w), {});
  });

  test('A7: a late copy of the bounce does not undo it; a new bounce does', async () => {
    const w = await spring();
    await enroll(w);
    await w.run(at('2027-03-22T10:00:00.000Z'));
    await ingest(w, 'bounced', address);
    w.clock.set(at('2027-03-22T11:00:00.000Z'));
    await lift(w);
    await ingest(w, 'bounced', address, at('2027-03-22T10:00:00.000Z'));
    await ingest(w, 'complained', address, at('2027-03-22T12:00:00.000Z'));
    assert.deepEqual(await suppressionOf(w), { complainedAt: at('2027-03-22T12:00:00.000Z') });
    await ingest(w, 'bounced', address, at('2027-03-22T12:00:00.000Z'));
    assert.equal((await suppressionOf(w))?.bouncedAt, at('2027-03-22T12:00:00.000Z'));
    assert.equal((await inForce(w, 'bounced'))[0]?.at, at('2027-03-22T12:00:00.000Z'));
  });

  test('D7: who unsubscribes after it is unsubscribed anew, even in the same moment', async () => {
    const w = await spring();
    await unsubscribe(w);
    await lift(w);
    await unsubscribe(w);
    assert.deepEqual(await suppressionOf(w), { unsubscribedAt: start });
    assert.equal((await inForce(w)).length, 1);
  });
});
