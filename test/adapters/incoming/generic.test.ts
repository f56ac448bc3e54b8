import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { genericStandIn } from '#infra/local/crm/generic/generic-stand-in.ts';
import type { Message } from '#infra/local/crm/message.ts';
import { generic } from '#shared/adapters/incoming/generic.ts';
import { epochMs, plusSeconds } from '#shared/domain/time/instants.ts';
import { at } from '#test/support/at.ts';

const now = at('2027-03-22T09:00:00.000Z');
const standIn = genericStandIn({ now: () => epochMs(now) });
const { secret } = standIn.credentials;
const verify = ({ headers, body }: Message, when = now, key = secret) =>
  generic.verify(
    { method: 'POST', url: 'https://acme.example/in', headers, body },
    { credentials: { secret: key }, settings: {}, now: when },
  );
const read = async (message: Message) => {
  const verified = verify(message);
  assert.ok(verified.kind === 'proven');
  const [event] = verified.events;
  return event && generic.read(event.body, { credentials: {}, settings: {}, now });
};
const call = { phone: '+33 6 12 34 56 78', userEmail: 'Anne@acme.example', id: 'c1' };

describe('Standard Webhooks', () => {
  test('B6: the test vector of the specification is proven, and one sign of it changed is not', () => {
    const key = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const when = at('2021-02-25T15:02:10.000Z');
    const vector = {
      headers: {
        'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
        'webhook-timestamp': '1614265330',
        'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
      },
      body: '{"test": 2432232314}',
    };
    // Proven: then it is read, and tells of no type.
    assert.deepEqual(verify(vector, when, key), { kind: 'refused', why: 'malformed' });
    assert.deepEqual(verify(vector, when, key.slice('whsec_'.length)), { kind: 'refused', why: 'malformed' });
    assert.deepEqual(verify({ ...vector, body: '{"test": 2432232315}' }, when, key), {
      kind: 'refused',
      why: 'forged',
    });
  });

  test('B6: a call, with whom, how long, and where it can be heard', async () => {
    const recordingUrl = 'https://recordings.example/1';
    const startedAt = '2027-03-22T08:58:00Z';
    assert.deepEqual(await read(standIn.message({ ...call, seconds: 65, startedAt, recordingUrl })), {
      type: 'call',
      callId: 'c1',
      direction: 'incoming',
      missed: false,
      at: at('2027-03-22T08:58:00.000Z'),
      seconds: 65,
      phone: '+33612345678',
      userEmail: 'anne@acme.example',
      recordingUrl,
    });
  });

  test('B6: nobody talked in a call that was missed, and without an id the message names it', async () => {
    const { id: _id, ...unnamed } = call;
    const message = standIn.message({ ...unnamed, seconds: 20, missed: true });
    const happening = await read(message);
    assert.ok(happening?.type === 'call');
    assert.deepEqual([happening.missed, happening.seconds], [true, 0]);
    assert.equal(happening.callId, message.headers['webhook-id']);
  });

  test('B6: a number without its country, or hidden, tells of nobody; a link that is none is left out', async () => {
    for (const phone of ['0612345678', 'anonymous', '']) {
      assert.equal(await read(standIn.message({ phone })), undefined, phone);
    }
    const happening = await read(standIn.message({ ...call, recordingUrl: 'javascript:alert(1)' }));
    assert.ok(happening?.type === 'call');
    assert.equal(happening.recordingUrl, undefined);
  });

  test('B6: other types tell nothing', () => {
    assert.deepEqual(verify(standIn.signed('{"type":"ping"}')), { kind: 'proven', events: [] });
  });

  const message = standIn.message(call);
  const withHeader = (name: string, value: string) => ({
    ...message,
    headers: { ...message.headers, [name]: value },
  });
  const signature = message.headers['webhook-signature'] ?? '';
  for (const [title, forged] of [
    ['an unsigned message', { ...message, headers: {} }],
    ['another body under the same signature', { ...message, body: `${message.body} ` }],
    ['another id under the same signature', withHeader('webhook-id', 'msg_other')],
    ['another time under the same signature', withHeader('webhook-timestamp', '1805706001')],
    ['half a signature', withHeader('webhook-signature', signature.slice(0, 20))],
    ['an empty signature', withHeader('webhook-signature', 'v1,')],
    ['a signature of another version', withHeader('webhook-signature', signature.replace('v1,', 'v1a,'))],
  ] as const) {
    test(`B6: ${title} is not believed`, () => {
      assert.deepEqual(verify(forged), { kind: 'refused', why: 'forged' });
    });
  }

  test('B6: one of several signatures is enough; the twentieth is the last that is looked at', () => {
    const wrong = 'v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=';
    const among = (count: number) =>
      withHeader('webhook-signature', `${`${wrong} `.repeat(count)}${signature}`);
    assert.equal(verify(among(19)).kind, 'proven');
    assert.deepEqual(verify(among(20)), { kind: 'refused', why: 'forged' });
  });

  test('B6: a key that is none, or far too short, proves nothing', () => {
    for (const key of ['', 'whsec_', 'whsec_YQ==', 'not base64!']) {
      assert.deepEqual(verify(message, now, key), { kind: 'refused', why: 'forged' }, key);
    }
  });

  test('B6: a message counts within five minutes, before and after', () => {
    for (const seconds of [-300, 0, 300])
      assert.equal(verify(message, plusSeconds(now, seconds)).kind, 'proven');
    for (const seconds of [-301, 301]) {
      assert.deepEqual(verify(message, plusSeconds(now, seconds)), { kind: 'refused', why: 'replayed' });
    }
  });

  test('B6: what is signed and cannot be read is malformed', () => {
    const whole = { type: 'call', direction: 'incoming', phone: '+33612345678', seconds: 1 };
    for (const body of [
      '',
      'null',
      '[]',
      '{"type":1}',
      JSON.stringify(whole),
      JSON.stringify({ ...whole, startedAt: 'yesterday' }),
      JSON.stringify({ ...whole, startedAt: '2027-03-22T09:00:00Z', seconds: -1 }),
      JSON.stringify({ ...whole, startedAt: '2027-03-22T09:00:00Z', direction: 'sideways' }),
    ]) {
      assert.deepEqual(verify(standIn.signed(body)), { kind: 'refused', why: 'malformed' }, body);
    }
    assert.deepEqual(verify(withHeader('webhook-timestamp', 'hello')), { kind: 'refused', why: 'malformed' });
  });
});
