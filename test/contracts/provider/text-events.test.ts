import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseProviderEvent } from '#shared/contracts/provider/parse-provider-event.ts';
import { at } from '#test/support/at.ts';
import { fixture } from './fixtures.ts';

const about = {
  messageId: '862a8790-60c0-4430-9b2b-658bd0a4e7c1',
  recipient: ['+33612345678'],
  sentTo: ['+33612345678'],
  at: at('2026-11-23T08:00:03.470Z'),
  tags: {
    organisation: 'maison-lumen',
    enrollment: 'k3v9x2m7q4w8z1b6.relance-devis.1',
    step: 's2',
    attempt: 1,
  },
};
const delivered: object = JSON.parse(fixture('text-delivered'));
const read = (changed: object) => parseProviderEvent(JSON.stringify({ ...delivered, ...changed }));

describe('events of texts', () => {
  test('F3: a text that was delivered says so, with its step and what it costs with the fee of its carrier', () => {
    const event = { kind: 'event', event: { ...about, kind: 'delivered', priceUsd: 0.09884 } };
    assert.deepEqual(parseProviderEvent(fixture('text-delivered')), event);
    assert.deepEqual(read({ eventType: 'TEXT_SUCCESSFUL' }), event);
  });

  test('F3: one that is under way, or of which nobody will hear, went out', () => {
    for (const eventType of ['TEXT_QUEUED', 'TEXT_PENDING', 'TEXT_SENT', 'TEXT_UNKNOWN']) {
      const parsed = read({ eventType });
      assert.equal(parsed.kind === 'event' && parsed.event.kind, 'sent', eventType);
    }
  });

  test('F3: one that nobody got is rejected with why, once that is final, and delayed before', () => {
    for (const eventType of [
      ...['TEXT_BLOCKED', 'TEXT_CARRIER_BLOCKED', 'TEXT_CARRIER_UNREACHABLE', 'TEXT_INVALID'],
      ...[
        'TEXT_INVALID_MESSAGE',
        'TEXT_PROTECT_BLOCKED',
        'TEXT_SPAM',
        'TEXT_TTL_EXPIRED',
        'TEXT_UNREACHABLE',
      ],
    ]) {
      const reason = `${eventType}: Message has been accepted by phone`;
      const parsed = read({ eventType });
      assert.deepEqual(parsed, {
        kind: 'event',
        event: { ...about, kind: 'rejected', priceUsd: 0.09884, reason },
      });
      assert.deepEqual(read({ eventType, isFinal: false }), {
        kind: 'event',
        event: { ...about, kind: 'delayed', reason },
      });
    }
  });

  test('without context or price it is read all the same', () => {
    const parsed = read({ context: undefined, totalMessagePrice: undefined });
    assert.deepEqual(parsed, { kind: 'event', event: { ...about, kind: 'delivered', tags: undefined } });
  });

  test('of a type that is not known it is ignored, and broken it is invalid', () => {
    assert.deepEqual(read({ eventType: 'TEXT_READ' }), { kind: 'ignored', why: 'unknown type TEXT_READ' });
    assert.deepEqual(read({ eventTimestamp: 'yesterday' }), {
      kind: 'invalid',
      problem: 'eventTimestamp: Invalid input: expected number, received string',
    });
  });
});

describe('texts that people write', () => {
  const written: object = JSON.parse(fixture('text-inbound-stop'));
  const inbound = (changed: object) => parseProviderEvent(JSON.stringify({ ...written, ...changed }));

  test('D7: STOP opts its number out', () => {
    assert.deepEqual(parseProviderEvent(fixture('text-inbound-stop')), {
      kind: 'opt-out',
      number: '+33612345678',
      at: undefined,
    });
  });

  test('D7: the keyword that AWS saw counts as the words do', () => {
    assert.equal(inbound({ messageBody: 'Basta', messageKeyword: 'STOP' }).kind, 'opt-out');
  });

  test('D7: when it was published is when it was written', () => {
    const envelope = {
      Type: 'Notification',
      MessageId: '1',
      TopicArn: 'arn:aws:sns:eu-west-1:1:t',
      Message: fixture('text-inbound-stop'),
      Timestamp: '2026-11-23T08:00:03.470Z',
    };
    const parsed = parseProviderEvent(JSON.stringify(envelope));
    assert.equal(parsed.kind === 'opt-out' && parsed.at, about.at);
  });

  test('any other text is ignored, and one without a number invalid', () => {
    assert.deepEqual(inbound({ messageBody: 'Call me at the end of March', messageKeyword: 'KEYWORD' }), {
      kind: 'ignored',
      why: 'a text that does not opt out',
    });
    assert.equal(inbound({ originationNumber: 'Relance' }).kind, 'invalid');
  });
});
