import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { hmacLinkSigner } from '#shared/adapters/aws/hmac-link-signer.ts';
import {
  parseReplyAddress,
  parseThreadReference,
  replyAddress,
  threadReference,
} from '#shared/domain/inbound/message-mark.ts';
import { enrollmentNamed } from '../../support/at.ts';

const marks = hmacLinkSigner('a-key-of-at-least-16-characters');
const otherMarks = hmacLinkSigner('another-key-of-16-characters');
const domain = 'reply.maison-lumen.example';
const message = {
  organisation: 'maison',
  enrollment: enrollmentNamed('k3v9x2m7q4w8z1b6.relancedevis.1'),
  step: 's2',
};
const longest = {
  organisation: 'abc-def-g',
  enrollment: enrollmentNamed(`${'9'.repeat(16)}.${'s'.repeat(12)}.1`),
  step: 't'.repeat(12),
};

describe('reply addresses', () => {
  test('an address names its message, also when a mail system writes it in other case', () => {
    const address = replyAddress(message, domain, marks) ?? '';
    assert.match(
      address,
      /^r\+k3v9x2m7q4w8z1b6\.relancedevis\.1\.s2\.maison[a-z2-7]{8}@reply\.maison-lumen\.example$/,
    );
    for (const written of [address, address.toUpperCase(), address.toLowerCase()]) {
      assert.deepEqual(parseReplyAddress(written, domain, marks), message);
    }
  });

  test('the longest ids fit into the 64 characters before the @; longer ones get no address', () => {
    const address = replyAddress(longest, domain, marks) ?? '';
    assert.equal(address.indexOf('@'), 64);
    assert.deepEqual(parseReplyAddress(address, domain, marks), longest);
    assert.equal(replyAddress({ ...longest, organisation: 'abc-def-gh' }, domain, marks), undefined);
  });

  test('a forged, foreign or broken address names nothing', () => {
    const address = replyAddress(message, domain, marks) ?? '';
    const bad = [
      address.replace('.1.s2.', '.2.s2.'),
      address.replace('.s2.', '.s3.'),
      address.replace('maison', 'other'),
      address.replace(domain, 'evil.example'),
      replyAddress(message, domain, otherMarks) ?? '',
      `r+@${domain}`,
      `r+a.b.1.s.abcdefgh@${domain}`,
      `sales@${domain}`,
      `${address}@${domain}`,
      '',
    ];
    for (const one of bad) assert.equal(parseReplyAddress(one, domain, marks), undefined, one);
  });
});

describe('thread references', () => {
  test('a reference names its message whatever its length', () => {
    const long = { ...longest, organisation: 'an-organisation-with-a-long-id' };
    for (const one of [message, long]) {
      const reference = threadReference(one, domain, marks);
      assert.match(reference, /^<[a-z0-9.-]+@reply\.maison-lumen\.example>$/);
      assert.deepEqual(parseThreadReference(reference, domain, marks), one);
    }
  });

  test('a forged or foreign reference names nothing', () => {
    const reference = threadReference(message, domain, marks);
    const bad = [
      reference.replace('.s2.', '.s3.'),
      '<0102-000000@eu-west-1.amazonses.com>',
      '<>',
      '',
      `x${reference}`,
    ];
    for (const one of bad) assert.equal(parseThreadReference(one, domain, marks), undefined, one);
  });
});

test('every message survives both ways', () => {
  const part = (max: number) => fc.stringMatching(new RegExp(`^[a-z0-9]{1,${max}}$`));
  const messages = fc.record(
    {
      organisation: fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,8}$/),
      enrollment: fc
        .tuple(part(16), part(12), fc.integer({ min: 1, max: 9 }))
        .map((parts) => enrollmentNamed(parts.join('.'))),
      step: part(12),
    },
    { noNullPrototype: true },
  );
  fc.assert(
    fc.property(messages, (one) => {
      assert.deepEqual(parseReplyAddress(replyAddress(one, domain, marks) ?? '', domain, marks), one);
      assert.deepEqual(parseThreadReference(threadReference(one, domain, marks), domain, marks), one);
    }),
    { numRuns: 200 },
  );
});
