import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { calendlyStandIn } from '#infra/local/crm/calendly/calendly-stand-in.ts';
import type { Message } from '#infra/local/crm/message.ts';
import { calendly } from '#shared/adapters/incoming/calendly.ts';
import { epochMs, plusSeconds } from '#shared/domain/time/instants.ts';
import { at } from '#test/support/at.ts';

const now = at('2027-03-22T09:00:00.000Z');
const standIn = calendlyStandIn({ now: () => epochMs(now) });
const { signingKey } = standIn.credentials;
const verify = ({ headers, body }: Message, when = now, key = signingKey) =>
  calendly.verify(
    { method: 'POST', url: 'https://acme.example/in', headers, body },
    { credentials: { signingKey: key }, settings: {}, now: when },
  );
const booking = { email: 'Lead1@Example.com', startsAt: '2027-03-25T14:00:00Z' };
const read = async (message: Message) => {
  const verified = verify(message);
  assert.ok(verified.kind === 'proven');
  const [event] = verified.events;
  return event && calendly.read(event.body, { credentials: {}, settings: {}, now });
};

describe('Calendly', () => {
  test('B6: a signature is HMAC-SHA256 of the time, a full stop and the body', () => {
    // printf '%s' '1805706000.{"event":"routing_form_submission.created"}' | openssl dgst -sha256 -hmac 'a key'
    const body = '{"event":"routing_form_submission.created"}';
    const v1 = '882bf3684a8727a4f348907ed34d654d21feb61b5d54a81c5fcc3f3fa7d9baf1';
    const message = { headers: { 'calendly-webhook-signature': `t=1805706000,v1=${v1}` }, body };
    assert.deepEqual(verify(message, now, 'a key'), { kind: 'proven', events: [] });
  });

  test('B6: a demo that is booked, with whom and when', async () => {
    assert.deepEqual(await read(standIn.book(booking).message), {
      type: 'booking',
      what: 'booked',
      bookingId: 'https://api.calendly.com/scheduled_events/EV000002/invitees/IN000002',
      name: 'Product demo',
      startsAt: at('2027-03-25T14:00:00.000Z'),
      at: now,
      email: 'lead1@example.com',
      invitee: 'Ana Pop',
      userEmail: 'anne@acme.example',
    });
  });

  test('B6: moving a demo is one event, though Calendly tells two', async () => {
    const { id } = standIn.book(booking);
    const moved = standIn.move(id, '2027-03-26T10:00:00Z');
    assert.ok(moved);
    const happening = await read(moved.message);
    assert.ok(happening?.type === 'booking');
    assert.deepEqual([happening.what, happening.startsAt], ['moved', at('2027-03-26T10:00:00.000Z')]);
    assert.deepEqual(verify(moved.ofOld), { kind: 'proven', events: [] });
  });

  test('B6: a demo that is cancelled', async () => {
    const cancelled = standIn.cancel(standIn.book(booking).id);
    assert.ok(cancelled);
    const happening = await read(cancelled.message);
    assert.ok(happening?.type === 'booking');
    assert.equal(happening.what, 'cancelled');
  });

  test('B6: half a character in a name is one that can be stored', async () => {
    const happening = await read(
      standIn.book({ ...booking, name: 'Zo\ud800', demo: `${'x'.repeat(199)}😀` }).message,
    );
    assert.ok(happening?.type === 'booking');
    assert.deepEqual([happening.invitee, happening.name], ['Zo\ufffd', 'x'.repeat(199)]);
  });

  test('B6: what is kept of a message holds no answers, links or payments', () => {
    const verified = verify(standIn.book(booking).message);
    assert.ok(verified.kind === 'proven');
    assert.doesNotMatch(verified.events[0]!.body, /What for|cancel_url|tracking/);
  });

  const { message } = standIn.book(booking);
  const header = message.headers['calendly-webhook-signature'] ?? '';
  const signedBy = (value: string) => ({ ...message, headers: { 'calendly-webhook-signature': value } });
  for (const [title, forged] of [
    ['an unsigned message', { ...message, headers: {} }],
    ['another body under the same signature', { ...message, body: `${message.body} ` }],
    ['another time under the same signature', signedBy(header.replace(/t=\d+/, 't=1805706001'))],
    ['half a signature', signedBy(header.slice(0, 40))],
    ['an empty signature', signedBy(header.replace(/v1=.*/, 'v1='))],
    ['a signature of another scheme', signedBy(header.replace('v1=', 'v0='))],
  ] as const) {
    test(`B6: ${title} is not believed`, () => {
      assert.equal(verify(forged).kind, 'refused');
    });
  }

  test('B6: the key of another, or none, proves nothing', () => {
    assert.deepEqual(verify(message, now, 'another key'), { kind: 'refused', why: 'forged' });
    assert.deepEqual(verify(message, now, ''), { kind: 'refused', why: 'forged' });
  });

  test('B6: while keys change, one of several signatures is enough', () => {
    const [t, v1] = header.split(',');
    assert.equal(verify(signedBy(`${t},v1=${'0'.repeat(64)},${v1}`)).kind, 'proven');
  });

  test('B6: a message counts within three minutes, before and after', () => {
    for (const seconds of [-180, 0, 180])
      assert.equal(verify(message, plusSeconds(now, seconds)).kind, 'proven');
    for (const seconds of [-181, 181]) {
      assert.deepEqual(verify(message, plusSeconds(now, seconds)), { kind: 'refused', why: 'replayed' });
    }
  });

  test('B6: what cannot be read is told apart from what is forged', () => {
    assert.deepEqual(verify(signedBy('rubbish')), { kind: 'refused', why: 'malformed' });
    assert.deepEqual(verify(signedBy(`t=1e9,${header.split(',')[1]}`)), {
      kind: 'refused',
      why: 'malformed',
    });
    assert.deepEqual(verify(signedBy(`t=1,${header}`)), { kind: 'refused', why: 'malformed' });
  });
});
