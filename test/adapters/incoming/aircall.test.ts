import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { aircallStandIn } from '#infra/local/crm/aircall/aircall-stand-in.ts';
import { aircallConnector } from '#shared/adapters/incoming/aircall.ts';
import { epochMs } from '#shared/domain/time/instants.ts';
import { IncomingLaterError } from '#shared/ports/incoming-connector.ts';
import { at } from '#test/support/at.ts';
import { asking } from '#test/support/incoming.ts';

const now = at('2027-03-22T09:00:00.000Z');
const standIn = aircallStandIn({ now: () => epochMs(now) });
const aircall = aircallConnector(asking(standIn, 'https://api.aircall.io'));
const of = { credentials: standIn.credentials, settings: {}, now };
const verify = (body: string, webhookToken = standIn.credentials.webhookToken) =>
  aircall.verify(
    { method: 'POST', url: '', headers: {}, body },
    { ...of, credentials: { ...of.credentials, webhookToken } },
  );
const read = (id: string, credentials: Record<string, string> = of.credentials) =>
  aircall.read(JSON.stringify({ id }), { ...of, credentials });
const laterBecause = (reason: string) => (error: unknown) => {
  assert.ok(error instanceof IncomingLaterError);
  assert.equal(error.reason, reason);
  return true;
};

describe('Aircall', () => {
  const id = standIn.call({
    phone: '+33 6 12 34 56 78',
    seconds: 65,
    userEmail: 'Anne@acme.example',
    recorded: true,
  });

  test('B6: the token in the body opens the door', () => {
    const { body } = standIn.message(id);
    assert.deepEqual(verify(body), { kind: 'proven', events: [{ id, body: JSON.stringify({ id }) }] });
    assert.deepEqual(verify(body, 'another'), { kind: 'refused', why: 'forged' });
    assert.deepEqual(verify(body, ''), { kind: 'refused', why: 'forged' });
  });

  test('B6: without the token, or with something that is no text, nothing is believed', () => {
    const message = JSON.parse(standIn.message(id).body) as Record<string, unknown>;
    for (const token of [undefined, '', 0, null, ['stand-in-webhook-token'], { length: 22 }]) {
      assert.deepEqual(verify(JSON.stringify({ ...message, token })), { kind: 'refused', why: 'forged' });
    }
    for (const body of ['', '{', 'null', '[]', '"x"']) {
      assert.deepEqual(verify(body), { kind: 'refused', why: 'malformed' }, body);
    }
  });

  test('B6: only the end of a call is taken, and no id that leads elsewhere', () => {
    assert.deepEqual(verify(standIn.message(id, 'call.created').body), { kind: 'proven', events: [] });
    const message = JSON.parse(standIn.message(id).body) as Record<string, unknown>;
    for (const data of [undefined, {}, { id: '../users' }, { id: 1.5 }, { id: -1 }]) {
      assert.deepEqual(verify(JSON.stringify({ ...message, data })), { kind: 'refused', why: 'malformed' });
    }
  });

  test('B6: the call is read again, and only what the API says counts', async () => {
    assert.deepEqual(await read(id), {
      type: 'call',
      callId: id,
      direction: 'incoming',
      missed: false,
      at: at('2027-03-22T08:58:47.000Z'),
      // Without the ringing.
      seconds: 65,
      phone: '+33612345678',
      userEmail: 'anne@acme.example',
      // That page stays; the recording itself is a link that is good for an hour.
      recordingUrl: `https://assets.aircall.io/calls/${id}/recording`,
    });
  });

  test('B6: a call that nobody answered, one made, and one from a hidden number', async () => {
    const missed = await read(
      standIn.call({ phone: '+1 800-123-4567', missed: true, direction: 'outbound' }),
    );
    assert.ok(missed?.type === 'call');
    const { direction, missed: isMissed, seconds, phone } = missed;
    assert.deepEqual([direction, isMissed, seconds, phone], ['outgoing', true, 0, '+18001234567']);
    assert.equal(await read(standIn.call({ phone: 'anonymous' })), undefined);
  });

  test('B6: while the service cannot be asked, the call waits', async () => {
    standIn.faults.next({ status: 429, body: '' });
    await assert.rejects(read(id), laterBecause('unavailable'));
    standIn.faults.next({ status: 503, body: '' });
    await assert.rejects(read(id), laterBecause('unavailable'));
    standIn.faults.next('hang-up');
    await assert.rejects(read(id), laterBecause('unavailable'));
    standIn.faults.next({ status: 200, body: '{"call":{' });
    await assert.rejects(read(id), laterBecause('unavailable'));
    standIn.faults.next({ status: 302, headers: { location: 'https://elsewhere.example' }, body: '' });
    await assert.rejects(read(id), laterBecause('unavailable'));
    await assert.rejects(read(id, { apiId: 'x', apiToken: 'y' }), laterBecause('unauthorised'));
    await assert.rejects(read('999'), laterBecause('absent'));
    assert.equal((await read(id))?.type, 'call');
  });

  test('B6: more calls a minute than Aircall lets in wait', async () => {
    for (let count = 0; count < 200; count += 1) await read(id).catch(() => undefined);
    await assert.rejects(read(id), laterBecause('unavailable'));
  });
});
