import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { LinkPayload, LinkPurpose } from '#shared/domain/tracking/link-token.ts';
import { linkExpiry, unsubscribeLink } from '#shared/domain/tracking/link-token.ts';
import { plusSeconds } from '#shared/domain/time/instants.ts';
import type { LinkSigner } from '#shared/ports/link-signer.ts';
import { at, enrollmentNamed } from '#test/support/at.ts';

const now = at('2026-11-23T08:00:00.000Z');
const message = { organisation: 'acme', enrollment: enrollmentNamed('k3v9x2m7q4w8z1b6.devis.1'), step: 's1' };
const { enrollment } = message;
const payloads: readonly LinkPayload[] = [
  unsubscribeLink({ organisation: 'acme', lead: 'k3v9x2m7q4w8z1b6', enrollment, language: 'fr' }, now),
  {
    purpose: 'click',
    ...message,
    sentAt: now,
    target: 'https://acme.example/é?q=1#top',
    name: 'offer',
    number: 1,
    of: 2,
    expires: linkExpiry(now),
  },
  { purpose: 'open', ...message, sentAt: now, expires: linkExpiry(now) },
];
const purposes = payloads.map(({ purpose }) => purpose);

/** What every signer of links does. `other` has another secret. */
export function linkSignerContract(
  name: string,
  open: () => { signer: LinkSigner; other: LinkSigner },
): void {
  describe(`the ${name} signer of links`, () => {
    const { signer, other } = open();

    for (const payload of payloads) {
      const { purpose, expires } = payload;
      const token = signer.signLink(payload);

      test(`D7, D9: a link of the purpose ${purpose} reads back as what was signed`, () => {
        assert.deepEqual(signer.readLink(token, purpose, now), { kind: 'valid', payload });
      });

      test(`D7, D9: a link of the purpose ${purpose} expires at its instant`, () => {
        assert.equal(signer.readLink(token, purpose, plusSeconds(expires, -1)).kind, 'valid');
        assert.equal(signer.readLink(token, purpose, expires).kind, 'expired');
      });

      test(`D7, D9: a link of the purpose ${purpose} is none of another purpose`, () => {
        const others = purposes.filter((each) => each !== purpose);
        for (const each of [...others, 'preferences' as LinkPurpose])
          assert.deepEqual(signer.readLink(token, each, now), { kind: 'invalid' });
      });

      test(`D7, D9: a link of the purpose ${purpose} of another secret, changed or cut off is not read`, () => {
        const changed = Array.from(token, (character, index) => {
          const instead = character === 'a' ? 'b' : 'a';
          return token.slice(0, index) + instead + token.slice(index + 1);
        });
        for (const forged of [...changed, token.slice(0, -1), `${token}=`, other.signLink(payload)])
          assert.deepEqual(signer.readLink(forged, purpose, now), { kind: 'invalid' }, forged);
      });

      test(`D7, D9: a link of the purpose ${purpose} goes into a path as it is`, () => {
        assert.equal(encodeURIComponent(token), token);
      });
    }

    test('D7: a token from outside is never an error', () => {
      for (const token of ['', '.', 'k1..', 'x'.repeat(100_000), 'k1.%00.', '../..', '\u0000'])
        assert.deepEqual(signer.readLink(token, 'unsubscribe', now), { kind: 'invalid' });
    });

    test('E5: the address of a short link is ten characters, always the same, that nobody else can make', () => {
      assert.match(signer.shortKey('a'), /^[A-Za-z0-9_-]{10}$/);
      assert.equal(signer.shortKey('a'), signer.shortKey('a'));
      assert.notEqual(signer.shortKey('a'), signer.shortKey('b'));
      assert.notEqual(signer.shortKey('a'), other.shortKey('a'));
    });

    test('D5: the mark of a message is genuine for that message alone', () => {
      const mark = signer.markMessage(message);
      assert.match(mark, /^[a-z2-7]{8}$/);
      assert.equal(signer.isMarkOf(message, mark), true);
      for (const changed of [
        { ...message, organisation: 'other' },
        { ...message, enrollment: enrollmentNamed('k3v9x2m7q4w8z1b6.devis.2') },
        { ...message, step: 's2' },
      ])
        assert.equal(signer.isMarkOf(changed, mark), false);
      assert.equal(other.isMarkOf(message, mark), false);
      assert.equal(signer.isMarkOf(message, ''), false);
    });
  });
}
