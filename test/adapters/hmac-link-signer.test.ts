import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { hmacLinkSigner, LinkSecretError } from '#shared/adapters/aws/hmac-link-signer.ts';
import { unsubscribeHeaders, unsubscribeLink, unsubscribeUrl } from '#shared/domain/tracking/link-token.ts';
import { at, enrollmentNamed } from '#test/support/at.ts';

const now = at('2026-11-23T08:00:00.250Z');
const key1 = 'first-key-of-at-least-16';
const key2 = 'second-key-of-at-least-16';
const ring = (current: string, keys: Record<string, string>) => JSON.stringify({ current, keys });
const mail = {
  organisation: 'maison-lumen',
  lead: 'k3v9x2m7q4w8z1b6',
  enrollment: enrollmentNamed('k3v9x2m7q4w8z1b6.relance-devis.1'),
  language: 'fr',
} as const;
const payload = unsubscribeLink(mail, now);
const signer = hmacLinkSigner(key1);
const token = signer.signLink(payload);

describe('public links', () => {
  test('a signed link reads back as what was signed, to the second', () => {
    assert.deepEqual(signer.readLink(token, 'unsubscribe', now), {
      kind: 'valid',
      payload: { ...payload, expires: at('2027-12-28T08:00:01.000Z') },
    });
    const outside = { ...payload, enrollment: undefined };
    const reading = signer.readLink(signer.signLink(outside), 'unsubscribe', now);
    assert.equal(reading.kind === 'valid' && reading.payload.enrollment, undefined);
  });

  test('an unsubscribe link lives 400 days, and not an instant longer', () => {
    assert.equal(payload.expires, at('2027-12-28T08:00:00.250Z'));
    assert.equal(signer.readLink(token, 'unsubscribe', at('2027-12-28T08:00:00.999Z')).kind, 'valid');
    assert.equal(signer.readLink(token, 'unsubscribe', at('2027-12-28T08:00:01.000Z')).kind, 'expired');
  });

  test('a token goes into a URL as it is and stays short', () => {
    assert.match(token, /^[A-Za-z0-9._~-]+$/);
    assert.ok(token.length < 120, token);
    assert.equal(unsubscribeUrl('https://api.example', token), `https://api.example/u/${token}`);
    assert.deepEqual(unsubscribeHeaders('https://api.example/u/t'), [
      { name: 'List-Unsubscribe', value: '<https://api.example/u/t>' },
      { name: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' },
    ]);
  });

  test('an id that the token cannot carry is a bug, not another link', () => {
    assert.throws(() => signer.signLink({ ...payload, lead: 'a~b' }));
  });
});

describe('keys', () => {
  const message = {
    organisation: 'acme',
    enrollment: enrollmentNamed('k3v9x2m7q4w8z1b6.devis.1'),
    step: 's1',
  };

  test('what an earlier key signed is accepted while it is listed, and refused once it is withdrawn', () => {
    const old = hmacLinkSigner(ring('k1', { k1: key1 }));
    const rotated = hmacLinkSigner(ring('k2', { k1: key1, k2: key2 }));
    const withdrawn = hmacLinkSigner(ring('k2', { k2: key2 }));
    const link = old.signLink(payload);
    assert.equal(rotated.readLink(link, 'unsubscribe', now).kind, 'valid');
    assert.equal(withdrawn.readLink(link, 'unsubscribe', now).kind, 'invalid');
    const mark = old.markMessage(message);
    assert.equal(rotated.isMarkOf(message, mark), true);
    assert.equal(withdrawn.isMarkOf(message, mark), false);
    assert.notEqual(rotated.markMessage(message), mark);
  });

  test('a plain string is the key k1', () => {
    assert.equal(signer.signLink(payload), hmacLinkSigner(ring('k1', { k1: key1 })).signLink(payload));
  });

  test('a secret that cannot sign is refused at once, without being repeated', () => {
    const secrets = [
      '',
      'short',
      '{',
      '{}',
      ring('k2', { k1: key1 }),
      ring('k1', { k1: 'short' }),
      ring('k 1', { 'k 1': key1 }),
    ];
    for (const secret of secrets) {
      assert.throws(
        () => hmacLinkSigner(secret),
        (error: unknown) => error instanceof LinkSecretError && !error.message.includes(key1),
        secret,
      );
    }
  });
});
