import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { hubspotStandIn } from '#infra/local/crm/hubspot/hubspot-stand-in.ts';
import { hubspotPush } from '#shared/adapters/crm/hubspot/hubspot-push.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { epochMs, plusSeconds, toInstant } from '#shared/domain/time/instants.ts';
import type { IncomingRequest, Verified } from '#shared/ports/incoming-connector.ts';

const secret = 'd2c9b7a4-6f1e-4c0a-9a57-0f3a3c1f2b11';
const at = toInstant('2027-03-10T09:00:00.000Z');
const url = 'https://api.relance.example/in/hubspot/firm.x7Kq';
const event = {
  eventId: 101,
  subscriptionId: 12345,
  portalId: 14700001,
  occurredAt: 1804669200000,
  subscriptionType: 'contact.propertyChange',
  attemptNumber: 0,
  objectId: 512,
  propertyName: 'hs_lead_status',
  propertyValue: 'OPEN',
  changeSource: 'CRM_UI',
  appId: 54321,
};

function signed(
  body: string,
  of: { method?: string; url?: string; at?: Instant; secret?: string; signedUrl?: string } = {},
): IncomingRequest {
  const { method = 'POST', signedUrl = of.url ?? url } = of;
  const timestamp = String(epochMs(of.at ?? at));
  const text = `${method}${signedUrl}${body}${timestamp}`;
  return {
    method,
    url: of.url ?? url,
    body,
    headers: {
      'x-hubspot-request-timestamp': timestamp,
      'x-hubspot-signature-v3': createHmac('sha256', of.secret ?? secret)
        .update(text)
        .digest('base64'),
    },
  };
}

function verify(request: IncomingRequest, of: { now?: Instant; portalId?: string } = {}): Verified {
  const { now = at, portalId = '14700001' } = of;
  return hubspotPush.verify(request, { credentials: { clientSecret: secret }, settings: { portalId }, now });
}

const why = (verified: Verified): string => (verified.kind === 'refused' ? verified.why : verified.kind);
const good = JSON.stringify([event]);

describe('what HubSpot pushes', () => {
  test('B6: a known request under a known secret has this signature, and is believed', () => {
    const request: IncomingRequest = {
      method: 'POST',
      url,
      body: '[{"eventId":1,"subscriptionType":"contact.creation","portalId":14700001}]',
      headers: {
        'x-hubspot-request-timestamp': '1804669200000',
        'x-hubspot-signature-v3': '1eFUnjvfiyVyuqE3hH3oXjQxaeePYlO+FkX9X+GH6K8=',
      },
    };
    assert.equal(why(verify(request)), 'proven');
  });

  test('B6: a request is one message, the same one in another attempt', () => {
    const first = verify(signed(good));
    const again = verify(
      signed(JSON.stringify([{ ...event, attemptNumber: 1 }]), { at: plusSeconds(at, 60) }),
    );
    assert.ok(first.kind === 'proven' && again.kind === 'proven');
    assert.equal(first.events.length, 1);
    assert.equal(first.events[0]!.id, again.events[0]!.id);
    const other = verify(signed(JSON.stringify([{ ...event, eventId: 102 }])));
    assert.ok(other.kind === 'proven' && other.events[0]!.id !== first.events[0]!.id);
  });

  test('B6: whatever it tells is a hint that something changed', async () => {
    const of = { credentials: {}, settings: {}, now: at };
    assert.deepEqual(await hubspotPush.read('{"changes":1}', of), { type: 'crm-changed' });
  });

  test('B6: the address is signed with some of its characters written plainly', () => {
    const sent = `${url}?a=%3Ax%2F%40&b=%20%26`;
    assert.equal(why(verify(signed(good, { url: sent, signedUrl: `${url}?a=:x/@&b=%20%26` }))), 'proven');
    assert.equal(why(verify(signed(good, { url: sent, signedUrl: sent }))), 'forged');
  });

  test('B6: forged: no signature, another secret, another body, address, method or time', () => {
    const request = signed(good);
    const forged: IncomingRequest[] = [
      { ...request, headers: {} },
      { ...request, headers: { ...request.headers, 'x-hubspot-signature-v3': '' } },
      { ...request, headers: { ...request.headers, 'x-hubspot-signature-v3': 'é'.repeat(22) } },
      signed(good, { secret: 'another' }),
      { ...request, body: good.replace('OPEN', 'NEW') },
      { ...request, url: `${url}2` },
      { ...request, method: 'PUT' },
      { ...request, headers: { ...request.headers, 'x-hubspot-request-timestamp': String(at + 1) } },
      { ...request, headers: { ...request.headers, 'x-hubspot-request-timestamp': 'yesterday' } },
      { ...request, headers: { ...request.headers, 'x-hubspot-request-timestamp': '9'.repeat(15) } },
    ];
    for (const of of forged) assert.equal(why(verify(of)), 'forged');
  });

  test('B6: without a secret nothing is believed', () => {
    for (const clientSecret of ['', undefined]) {
      const credentials = clientSecret === undefined ? {} : { clientSecret };
      const request = signed(good, { secret: '' });
      assert.equal(why(hubspotPush.verify(request, { credentials, settings: {}, now: at })), 'forged');
    }
  });

  test('B6: replayed: more than five minutes from our time, either way', () => {
    const request = signed(good);
    for (const seconds of [-300, 300])
      assert.equal(why(verify(request, { now: plusSeconds(at, seconds) })), 'proven');
    for (const seconds of [-301, 301, 86_400])
      assert.equal(why(verify(request, { now: plusSeconds(at, seconds) })), 'replayed');
  });

  test('B6: malformed: signed, and no list of events; or longer than HubSpot sends', () => {
    for (const body of [
      '',
      '{',
      '[]',
      '{}',
      '[{"eventId":1}]',
      '[null]',
      JSON.stringify([{ ...event, portalId: {} }]),
    ])
      assert.equal(why(verify(signed(body))), 'malformed');
    assert.equal(why(verify(signed(JSON.stringify(Array(1_001).fill(event))))), 'malformed');
    assert.equal(why(verify(signed(`${good}${' '.repeat(1_000_000)}`))), 'malformed');
  });

  test('B6: foreign: of another account; what is ours among it is believed', () => {
    const foreign = { ...event, portalId: 2 };
    assert.equal(why(verify(signed(JSON.stringify([foreign])))), 'foreign');
    assert.equal(why(verify(signed(JSON.stringify([foreign, event])))), 'proven');
    assert.equal(why(verify(signed(JSON.stringify([foreign])), { portalId: '' })), 'proven');
  });

  test('B6: no request whatever is an error', () => {
    const request = fc.record({
      method: fc.string(),
      url: fc.string({ unit: 'binary' }),
      body: fc.string({ unit: 'binary' }),
      headers: fc.dictionary(
        fc.constantFrom('x-hubspot-request-timestamp', 'x-hubspot-signature-v3'),
        fc.oneof(fc.string(), fc.constant(String(epochMs(at)))),
      ),
    });
    fc.assert(
      fc.property(request, (of) => why(verify(of)) === 'forged'),
      { numRuns: 300 },
    );
  });

  test('B6: what the stand-in pushes is believed, as a batch', () => {
    const standIn = hubspotStandIn({ now: () => at, clientSecret: secret });
    standIn.driver.pushTo(url);
    const id = standIn.driver.create('contacts', { lastname: 'Pushed' });
    standIn.driver.update('contacts', id, { lastname: 'Again', firstname: 'Once' });
    const push = standIn.driver.nextPush();
    assert.ok(push);
    const verified = verify({ method: 'POST', ...push }, { portalId: String(standIn.portalId) });
    assert.ok(verified.kind === 'proven');
    assert.equal(verified.events[0]!.body, '{"changes":3}');
    assert.equal(standIn.driver.nextPush(), undefined);
  });
});
