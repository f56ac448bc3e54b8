import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { createPublic } from '#functions/public/create-public.ts';
import { trackingRoutes } from '#functions/public/tracking.ts';
import { hmacLinkSigner } from '#shared/adapters/aws/hmac-link-signer.ts';
import { linkExpiry, type ClickLink, type OpenPixel } from '#shared/domain/tracking/link-token.ts';
import type { TrackingHit } from '#shared/domain/tracking/tracking-hit.ts';
import { linkTexts } from '#shared/domain/templates/link-texts.ts';
import { apiEvent } from '#test/support/api.ts';
import { at, enrollmentNamed } from '#test/support/at.ts';

const links = hmacLinkSigner('a-key-of-at-least-16-characters');
const sentAt = at('2027-03-01T08:00:00.000Z');
const now = at('2027-03-01T09:30:15.250Z');
const message = {
  organisation: 'maison',
  enrollment: enrollmentNamed('k3v9x2m7q4w8z1b6.devis.1'),
  step: 's1',
  sentAt,
};
const expires = linkExpiry(sentAt);
const target = 'https://acme.example/devis?a=1&b=é';
const click: ClickLink = {
  purpose: 'click',
  ...message,
  target,
  name: 'devis',
  number: 1,
  of: 3,
  expires,
};
const open: OpenPixel = { purpose: 'open', ...message, expires };
const browser =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36';

const event = (token: string, http: object = {}, headers: Record<string, string> = {}) =>
  ({
    version: '2.0',
    headers,
    pathParameters: { token },
    requestContext: { http: { method: 'GET', sourceIp: '203.0.113.9', userAgent: browser, ...http } },
  }) as unknown as APIGatewayProxyEventV2;

function routes(at = now, ingest?: () => Promise<void>) {
  const hits: TrackingHit[] = [];
  const failures: unknown[] = [];
  const route = trackingRoutes({
    links,
    now: () => at,
    shortLink: async (organisation, key) =>
      organisation === 'maison' && key === 'aB3_dE5-gH'
        ? { ...message, target: 'https://acme.example/sms', number: 0, of: 1 }
        : undefined,
    ingest:
      ingest ??
      (async (hit) => {
        hits.push(hit);
      }),
    failed: (error) => failures.push(error),
  });
  return { ...route, hits, failures };
}

describe('GET /l/{token}', () => {
  test('D9: leads to where the link led, and takes the click in', async () => {
    const { follow, hits } = routes();
    const answer = await follow(event(links.signLink(click)));
    assert.equal(answer.statusCode, 302);
    assert.equal(answer.headers?.['Location'], 'https://acme.example/devis?a=1&b=%C3%A9');
    assert.deepEqual(hits, [
      {
        ...message,
        id: 'k3v9x2m7q4w8z1b6.devis.1.s1.1.20270301093015',
        what: 'clicked',
        channel: 'mail',
        at: at('2027-03-01T09:30:15.000Z'),
        link: { target, name: 'devis', number: 1, of: 3 },
        machine: undefined,
      },
    ]);
  });

  test('D9: no cache keeps it, and the token is told to nobody', async () => {
    const { headers = {} } = await routes().follow(event(links.signLink(click)));
    assert.equal(headers['Cache-Control'], 'no-store');
    assert.equal(headers['Referrer-Policy'], 'no-referrer');
    assert.equal(headers['X-Robots-Tag'], 'noindex, nofollow');
  });

  test('D9: the link of a text leads on by its short key', async () => {
    const { follow, hits } = routes();
    const answer = await follow(event('maison.aB3_dE5-gH'));
    assert.equal(answer.headers?.['Location'], 'https://acme.example/sms');
    assert.equal(hits[0]?.channel, 'sms');
  });

  test('F8: a HEAD request gets the same answer and is a bot’s', async () => {
    const { follow, hits } = routes();
    const answer = await follow(event(links.signLink(click), { method: 'HEAD' }));
    assert.equal(answer.statusCode, 302);
    assert.equal(hits[0]?.machine?.rule, 'head-request');
    assert.match(hits[0].id, /\.m$/);
  });

  test('D9: a link that nobody signed leads nowhere, in the reader’s language', async () => {
    const token = links.signLink(click);
    const bad = [
      `${token}x`,
      token.replace('maison', 'maisom'),
      links.signLink(open),
      links.signLink({ purpose: 'unsubscribe', organisation: 'maison', lead: 'l', language: 'fr', expires }),
      links.signLink({ ...click, target: 'javascript:alert(1)' }),
      'maison.aB3_dE5-gX',
      'globex.aB3_dE5-gH',
      'https://evil.example',
      '',
    ];
    for (const one of bad) {
      const { follow, hits } = routes();
      const answer = await follow(event(one, {}, { 'accept-language': 'ro-RO' }));
      assert.equal(answer.statusCode, 404, one);
      assert.equal(answer.headers?.['Location'], undefined);
      assert.ok(answer.body?.includes(linkTexts.ro.invalid.title));
      assert.deepEqual(hits, []);
    }
  });

  test('D9: a link lives 400 days', async () => {
    for (const token of [links.signLink(click), 'maison.aB3_dE5-gH']) {
      const late = routes(at('2028-04-04T08:00:00.000Z'));
      const answer = await late.follow(event(token, {}, { 'accept-language': 'de' }));
      assert.equal(answer.statusCode, 410);
      assert.ok(answer.body?.includes(linkTexts.de.expired.title));
      assert.deepEqual(late.hits, []);
      assert.equal((await routes(at('2028-04-04T07:59:59.000Z')).follow(event(token))).statusCode, 302);
    }
  });

  test('D9: who clicked gets there even when the click cannot be recorded', async () => {
    const broken = new Error('no queue');
    const { follow, failures } = routes(now, () => Promise.reject(broken));
    assert.equal((await follow(event(links.signLink(click)))).statusCode, 302);
    assert.deepEqual(failures, [broken]);
  });
});

describe('GET /o/{token}', () => {
  test('D9: is a picture of one dot, kept by no cache, and takes the opening in', async () => {
    const { picture, hits } = routes();
    const answer = await picture(event(links.signLink(open)));
    assert.deepEqual([answer.statusCode, answer.headers?.['Content-Type']], [200, 'image/gif']);
    assert.equal(answer.headers?.['Cache-Control'], 'no-store');
    assert.equal(answer.isBase64Encoded, true);
    assert.equal(
      Buffer.from(answer.body ?? '', 'base64')
        .subarray(0, 6)
        .toString(),
      'GIF89a',
    );
    assert.deepEqual([hits[0]?.what, hits[0]?.link], ['opened', undefined]);
  });

  test('F8: may be shown by a page of another site, which a mail program in a browser is; nothing else may', async () => {
    const page = createPublic(
      () => Promise.reject(new Error('not asked for')),
      async () => ({
        links,
        now: () => now,
        shortLink: async () => undefined,
        ingest: async () => undefined,
        failed: () => undefined,
      }),
      () => Promise.reject(new Error('not asked for')),
      assert.ifError,
    );
    const policyOf = async (path: string) => {
      const { headers } = await page(apiEvent('GET', path, {}), { awsRequestId: 'request-1' } as Context);
      return headers?.['Cross-Origin-Resource-Policy'];
    };
    assert.equal(await policyOf(`/o/${links.signLink(open)}`), 'cross-origin');
    for (const path of ['/o/x', '/l/x', '/health', '/docs', '/nowhere'])
      assert.equal(await policyOf(path), 'same-origin', path);
  });

  test('D9: a token of another purpose or none is no picture', async () => {
    const { picture, hits } = routes();
    for (const token of [links.signLink(click), 'x', `${links.signLink(open)}x`]) {
      assert.equal((await picture(event(token))).statusCode, 404);
    }
    assert.equal(
      (await routes(at('2028-04-04T08:00:00.000Z')).picture(event(links.signLink(open)))).statusCode,
      410,
    );
    assert.deepEqual(hits, []);
  });
});

test('D9: the token of a mail’s link is no longer than its target needs, and needs no escaping', () => {
  const token = links.signLink(click);
  assert.match(token, /^[A-Za-z0-9._~-]+$/);
  const overhead = token.length - Buffer.from(target).toString('base64url').length;
  assert.ok(overhead < 90, String(overhead));
  const long = { ...click, target: `https://acme.example/${'x'.repeat(1170)}` };
  const reading = links.readLink(links.signLink(long), 'click', now);
  assert.equal(reading.kind === 'valid' && reading.payload.target, long.target);
});
