import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseReceipt } from '#shared/contracts/provider/parse-receipt.ts';
import { fixture } from './fixtures.ts';
import { at } from '#test/support/at.ts';

const receiptOf = (body: string) => {
  const parsed = parseReceipt(body);
  assert.equal(parsed.kind, 'receipt');
  return parsed.receipt;
};
const common = {
  messageId: 'd6iitobk75ur44p8kdnnp7g2n800fr1o3k9e4q1',
  receivedAt: at('2026-11-25T10:12:33.936Z'),
  recipients: ['r+k3v9x2m7q4w8z1b6.relance-devis.1.s2.maison-lumenabcdefgh@reply.maison-lumen.example'],
  spamVerdict: 'pass',
  virusVerdict: 'pass',
};

describe('receipts of inbound mail', () => {
  test('an S3 action says where the mail lies', () => {
    assert.deepEqual(receiptOf(fixture('receipt-s3')), {
      ...common,
      content: {
        kind: 's3',
        bucket: 'relance-prod-inbound-mail',
        key: 'mail/d6iitobk75ur44p8kdnnp7g2n800fr1o3k9e4q1',
      },
    });
  });

  test('an SNS action carries the mail itself, as text or base64', () => {
    for (const name of ['receipt-sns-utf8', 'receipt-sns-base64']) {
      const { content, ...rest } = receiptOf(fixture(name));
      assert.deepEqual(rest, common);
      assert.equal(content.kind, 'inline');
      assert.match(
        Buffer.from(content.raw).toString(),
        /^From: Paul Durand <paul\.durand@client\.example>\r\n/,
      );
    }
  });

  test('verdicts of the scanner are kept, and unknown when absent or undecided', () => {
    assert.equal(receiptOf(fixture('receipt-virus')).virusVerdict, 'fail');
    const gray = fixture('receipt-s3').replaceAll('"status": "PASS"', '"status": "GRAY"');
    assert.equal(receiptOf(gray).spamVerdict, 'unknown');
    const absent = fixture('receipt-s3').replace('"spamVerdict"', '"otherVerdict"');
    assert.equal(receiptOf(absent).spamVerdict, 'unknown');
  });

  test('an envelope is taken off, and a notification of another kind is ignored', () => {
    const Message = fixture('receipt-s3');
    const wrapped = JSON.stringify({ Type: 'Notification', MessageId: '1', TopicArn: 't', Message });
    assert.deepEqual(parseReceipt(wrapped), parseReceipt(Message));
    assert.deepEqual(parseReceipt(fixture('identity-bounce')), {
      kind: 'ignored',
      why: 'unknown type Bounce',
    });
  });

  test('a broken notification is invalid and says where', () => {
    assert.deepEqual(parseReceipt('{}'), { kind: 'invalid', problem: 'no notificationType' });
    assert.deepEqual(parseReceipt(fixture('receipt-sns-utf8').replace('"content"', '"contents"')), {
      kind: 'invalid',
      problem: 'content: missing in an SNS action',
    });
    assert.equal(parseReceipt(fixture('receipt-s3').replace('"S3"', '"WorkMail"')).kind, 'invalid');
  });
});
