import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { describeEvent } from '#shared/domain/activity/describe-event.ts';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import { generic } from '#shared/adapters/incoming/generic.ts';
import { noteFault } from '#shared/use-cases/connections/note-health.ts';
import { incomingWorld, type IncomingWorld } from '#test/support/incoming.ts';
import { start } from '#test/support/workflow-lead.ts';
import { ORGANISATION as organisation, SENDER } from '#test/support/world.ts';

const booking = { email: 'LEAD1@example.com', startsAt: '2027-03-25T14:00:00Z' };

async function send(
  w: IncomingWorld,
  token: string,
  message: Parameters<IncomingWorld['post']>[2] | undefined,
) {
  assert.ok(message);
  assert.equal((await w.post('calendly', token, message)).status, 200);
  await w.follow();
}

const told = (w: IncomingWorld) =>
  w.recorded.flatMap(({ leadId, events }) =>
    events.map((event) => `${leadId}: ${describeEvent(event, { step: (id) => id })}`),
  );

describe('demos that come in', () => {
  test('B6: a demo that is booked, moved and cancelled is told each time, once, of the person with that address', async () => {
    const w = await incomingWorld();
    const token = await w.connect('calendly');
    const { calendly } = w.standIns;
    const booked = calendly.book(booking);
    await send(w, token, booked.message);
    await send(w, token, booked.message);
    const moved = calendly.move(booked.id, '2027-03-26T10:00:00Z');
    await send(w, token, moved?.ofOld);
    await send(w, token, moved?.message);
    await send(w, token, calendly.cancel(moved?.id ?? '')?.message);
    assert.deepEqual(told(w), [
      'lead1: A demo with anne was booked for 2027-03-25 14:00 UTC (“Product demo”).',
      'lead1: The demo with anne was moved to 2027-03-26 10:00 UTC (“Product demo”).',
      'lead1: The demo with anne on 2027-03-26 10:00 UTC was cancelled (“Product demo”).',
    ]);
  });

  test('B6: in whichever order they come, they are the same', async () => {
    const w = await incomingWorld();
    const token = await w.connect('calendly');
    const { calendly } = w.standIns;
    const booked = calendly.book(booking);
    const moved = calendly.move(booked.id, '2027-03-26T10:00:00Z');
    for (const message of [moved?.message, moved?.ofOld, booked.message, moved?.message])
      await send(w, token, message);
    assert.deepEqual(
      w.recorded.flatMap(({ events }) => events.map(({ type }) => type)),
      ['demo-moved', 'demo-booked'],
    );
  });

  test('B6: with no user of that address, it is with the lead’s owner', async () => {
    const w = await incomingWorld();
    const token = await w.connect('calendly');
    await send(w, token, w.standIns.calendly.book({ ...booking, userEmail: 'rooms@acme.example' }).message);
    assert.equal(w.recorded[0]?.userId, SENDER);
  });

  test('B6: a demo of somebody unknown waits for a person', async () => {
    const w = await incomingWorld();
    const token = await w.connect('calendly');
    await send(w, token, w.standIns.calendly.book({ ...booking, email: 'new@example.com' }).message);
    assert.deepEqual(w.recorded, []);
    assert.deepEqual(
      (await w.events()).map(({ state }) => state.status),
      ['unmatched'],
    );
  });

  test('B6: that a CRM changed is passed on', async () => {
    const w = await incomingWorld();
    const token = await w.connect('generic');
    await w.post('generic', token, w.standIns.generic.message({ phone: '+33612345678' }));
    const [event] = await w.events();
    assert.ok(event);
    const happening = { type: 'crm-changed' as const };
    await w.flows.store.incomingEvents.put({ ...event, revision: 2, happening }, 1);
    await w.follow();
    assert.deepEqual(w.crmChanges, ['acme generic']);
    assert.equal((await w.events())[0]?.state.status, 'ignored');
  });

  test('B6: that a CRM changed does not prove that it lets us in', async () => {
    const w = await incomingWorld();
    const token = await w.connect('generic');
    const connection = await w.flows.store.connections.get(organisation, 'generic');
    assert.ok(connection);
    const fault = { fault: { kind: 'unauthorised' }, message: 'Not let in.' } as const;
    await noteFault(w.flows, connection, w.clock.now(), fault);
    w.following.incoming = { generic: { ...generic, read: async () => ({ type: 'crm-changed' }) } };
    await w.post('generic', token, w.standIns.generic.message({ phone: '+33612345678' }));
    await w.follow();
    assert.deepEqual(w.crmChanges, ['acme generic']);
    const state = await w.flows.store.syncStates.get(organisation, 'generic');
    assert.equal(state?.problem?.trouble, 'unauthorised');
  });

  test('B6: what a service sent before it was disconnected is put away', async () => {
    const w = await incomingWorld();
    const token = await w.connect('calendly');
    assert.equal((await w.post('calendly', token, w.standIns.calendly.book(booking).message)).status, 200);
    await w.flows.store.connections.remove(organisation, 'calendly');
    await w.follow();
    assert.equal((await w.events())[0]?.state.status, 'ignored');
    assert.deepEqual(w.recorded, []);
  });
});

describe('what nobody has the number or address of', () => {
  const unmatched = async () => {
    const w = await incomingWorld();
    const token = await w.connect('generic');
    const message = w.standIns.generic.message({ phone: '+33698765432', seconds: 65, missed: true });
    assert.equal((await w.post('generic', token, message)).status, 200);
    await w.follow();
    const ada = w.as('ada', 'admin');
    const { body } = await ada('GET', '/v1/incoming-events');
    return { w, ada, token, event: body.items[0] };
  };

  test('B6: it is listed in words, for admins alone', async () => {
    const { w, event } = await unmatched();
    const { id, ...rest } = event;
    assert.match(id, /^generic\./);
    assert.deepEqual(rest, {
      kind: 'generic',
      receivedAt: '2027-03-22T09:00:00.000Z',
      state: 'unmatched',
      what: 'call',
      says: 'Missed call from +33698765432 at 2027-03-22 08:58:55 UTC',
      at: '2027-03-22T08:58:55.000Z',
      phone: '+33698765432',
    });
    assert.equal((await w.as('max', 'manager')('GET', '/v1/incoming-events')).status, 403);
    const other = await w.as('eve', 'admin', 'other')('GET', '/v1/incoming-events');
    assert.deepEqual(other.body.items, []);
  });

  test('B6: an admin says whose it is, and it counts; the same again changes nothing', async () => {
    const { w, ada, event } = await unmatched();
    const assign = (leadId: string) =>
      ada('POST', `/v1/incoming-events/${event.id}/assign`, { body: { leadId } });
    await w.flows.store.leads.put(
      { ...(await w.flows.store.leads.get(organisation, 'lead1'))!, id: 'k3j9x0q2m4v7b1zc', revision: 1 },
      'absent',
    );
    const lead = 'k3j9x0q2m4v7b1zc';
    for (const again of [false, true]) {
      const { status, body } = await assign(lead);
      assert.deepEqual([status, body.state, body.leadId], [200, 'taken', lead], String(again));
    }
    assert.deepEqual(
      w.recorded.map(({ leadId, events }) => [leadId, events[0]?.type]),
      [[lead, 'call-received']],
    );
    assert.equal((await assign('k3j9x0q2m4v7b1zd')).status, 404);
    const stored = (await w.events())[0];
    assert.deepEqual(stored?.state, { status: 'taken', leadId: lead, by: 'ada' });
    await w.flows.store.leads.put(
      { ...(await w.flows.store.leads.get(organisation, 'lead1'))!, id: 'k3j9x0q2m4v7b1ze', revision: 1 },
      'absent',
    );
    assert.equal((await assign('k3j9x0q2m4v7b1ze')).status, 409);
    assert.equal((await ada('POST', `/v1/incoming-events/${event.id}/ignore`)).status, 409);
  });

  test('B6: an admin puts it away; it is then nobody’s', async () => {
    const { w, ada, event } = await unmatched();
    for (const again of [false, true]) {
      const { status, body } = await ada('POST', `/v1/incoming-events/${event.id}/ignore`);
      assert.deepEqual(
        [status, body.state, body.why],
        [200, 'ignored', 'Somebody put it away.'],
        String(again),
      );
    }
    const put = await ada('POST', `/v1/incoming-events/${event.id}/assign`, {
      body: { leadId: 'k3j9x0q2m4v7b1zc' },
    });
    assert.equal(put.status, 404);
    assert.equal((await ada('POST', '/v1/incoming-events/generic.none/ignore')).status, 404);
    assert.deepEqual(w.recorded, []);
    const { body } = await ada('GET', '/v1/incoming-events', { query: { state: 'ignored' } });
    assert.equal(body.items.length, 1);
  });

  test('B6: an assignment whose work was cut off is done by the follower of the table', async () => {
    const { w, event } = await unmatched();
    const stored = (await w.events())[0];
    assert.ok(stored);
    await w.flows.store.incomingEvents.put(
      {
        ...stored,
        revision: stored.revision + 1,
        state: { status: 'waiting', tries: 0, assigned: { leadId: 'lead1', by: 'ada' } },
      },
      stored.revision,
    );
    w.clock.set(plusMinutes(start, 1));
    await w.follow();
    assert.equal(w.recorded[0]?.leadId, 'lead1');
    assert.deepEqual((await w.events())[0]?.state, { status: 'taken', leadId: 'lead1', by: 'ada' });
    assert.ok(event);
  });
});
