import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseProviderEvent } from '#shared/contracts/provider/parse-provider-event.ts';
import type { ProviderEvent } from '#shared/domain/provider-events/provider-event.ts';
import { fixture } from './fixtures.ts';
import { at } from '#test/support/at.ts';
import { textOf } from '#shared/domain/time/instants.ts';

const messageId = '0102019a8f3c21d7-5b0e7c1a-3c44-4d0b-9f6e-2a71c0d8e913-000000';
const recipient = ['paul.durand@client.example'];
const tags = { organisation: 'maison-lumen', enrollment: 'k3v9x2m7q4w8z1b6.relance-devis.1', step: 's2' };
const userAgent =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15';
const sentAt = at('2026-11-23T08:00:01.512Z');
const hardBounce = {
  permanent: true,
  type: 'Permanent',
  subType: 'NoEmail',
  diagnostic: 'smtp; 550 5.1.1 <Paul.Durand@client.example>: user unknown',
};

const published: Record<string, Partial<ProviderEvent>> = {
  'published-send': { kind: 'sent', at: sentAt },
  'published-delivery': { kind: 'delivered', at: at('2026-11-23T08:00:03.118Z') },
  'published-bounce-permanent': { kind: 'bounced', at: at('2026-11-23T08:00:04.271Z'), bounce: hardBounce },
  'published-bounce-transient': {
    kind: 'bounced',
    at: at('2026-11-23T20:14:55.003Z'),
    bounce: {
      permanent: false,
      type: 'Transient',
      subType: 'MailboxFull',
      diagnostic: 'smtp; 452 4.2.2 mailbox full',
    },
  },
  'published-complaint': {
    kind: 'complained',
    at: at('2026-11-24T17:41:09.000Z'),
    complaint: { feedbackType: 'abuse' },
  },
  'published-reject': { kind: 'rejected', at: sentAt, reason: 'Bad content' },
  'published-delivery-delay': {
    kind: 'delayed',
    at: at('2026-11-23T08:31:12.870Z'),
    reason: 'TransientCommunicationFailure',
  },
  'published-open': {
    kind: 'opened',
    at: at('2026-11-23T09:17:44.901Z'),
    open: { ipAddress: '192.0.2.51', userAgent },
    machine: undefined,
  },
  'published-click': {
    kind: 'clicked',
    at: at('2026-11-23T09:18:02.330Z'),
    click: { ipAddress: '192.0.2.51', link: 'https://maison-lumen.example/devis?ref=42', userAgent },
    machine: undefined,
  },
  'published-rendering-failure': {
    kind: 'rendering-failed',
    at: sentAt,
    reason: "Attribute 'prenom' is not present in the rendering data.",
  },
};

describe('provider events', () => {
  for (const [name, expected] of Object.entries(published)) {
    test(`event publishing is read into the normal form with its step: ${name}`, () => {
      assert.deepEqual(parseProviderEvent(fixture(name)), {
        kind: 'event',
        event: { messageId, recipient, sentTo: recipient, tags, ...expected },
      });
    });
  }

  test('an identity notification gives the same event without tags', () => {
    const identity: Record<string, Partial<ProviderEvent>> = {
      'identity-bounce': { kind: 'bounced', at: at('2026-11-23T08:00:04.271Z'), bounce: hardBounce },
      'identity-complaint': {
        kind: 'complained',
        at: at('2026-11-24T17:41:09.000Z'),
        complaint: { feedbackType: undefined },
      },
      'identity-delivery': { kind: 'delivered', at: at('2026-11-23T08:00:03.118Z') },
    };
    for (const [name, expected] of Object.entries(identity)) {
      assert.deepEqual(parseProviderEvent(fixture(name)), {
        kind: 'event',
        event: { messageId, recipient, sentTo: recipient, tags: undefined, ...expected },
      });
    }
  });

  test('a message in its SNS envelope reads as the raw message does', () => {
    assert.deepEqual(
      parseProviderEvent(fixture('sns-notification')),
      parseProviderEvent(fixture('published-bounce-permanent')),
    );
  });

  test('tags of somebody else are not taken for ours', () => {
    const foreign = fixture('published-send').replace('"maison-lumen"', '"Not One Of Ours"');
    const parsed = parseProviderEvent(foreign);
    assert.equal(parsed.kind === 'event' && parsed.event.tags, undefined);
  });

  test('F8: what SES marks as a bot’s likely opening or click is a bot’s; its other word overrules no rule of ours', () => {
    const machineOf = (name: 'open' | 'click', more: object) => {
      const event = JSON.parse(fixture(`published-${name}`));
      Object.assign(event[name], more);
      const parsed = parseProviderEvent(JSON.stringify(event));
      return parsed.kind === 'event' ? parsed.event.machine?.rule : parsed;
    };
    for (const name of ['open', 'click'] as const) {
      assert.equal(machineOf(name, { isBotEvent: 'Likely' }), 'provider');
      assert.equal(machineOf(name, { isBotEvent: 'Unlikely' }), undefined);
      assert.equal(machineOf(name, { isBotEvent: { some: 'thing new' } }), undefined);
      assert.equal(machineOf(name, { isBotEvent: 'Unlikely', userAgent: 'curl/8.1' }), 'user-agent');
    }
  });

  test('D5: an event about a forwarded answer is about no lead, whoever its recipient is', () => {
    const event = JSON.parse(fixture('published-bounce-permanent'));
    event.mail.tags = { forwarded: ['m4v7b1zck3j9x0q2'] };
    assert.deepEqual(parseProviderEvent(JSON.stringify(event)), {
      kind: 'ignored',
      why: 'it is about a mail to a user',
    });
  });

  test('what is no event of a message is ignored with its reason', () => {
    const ignored = {
      'sns-subscription-confirmation': 'SubscriptionConfirmation',
      'sns-topic-validation': 'topic validation',
      'published-subscription': 'unknown type Subscription',
      'receipt-s3': 'unknown type Received',
    };
    for (const [name, why] of Object.entries(ignored)) {
      assert.deepEqual(parseProviderEvent(fixture(name)), { kind: 'ignored', why });
    }
  });

  test('a broken message is invalid and says where, without repeating its content', () => {
    const problems: [string, string][] = [
      ['', 'not JSON'],
      ['null', 'neither eventType nor notificationType'],
      ['[]', 'neither eventType nor notificationType'],
      ['{"Type":"Notification","MessageId":"1","TopicArn":"t","Message":"{"}', 'Message: not JSON'],
      [
        '{"Type":"Other"}',
        "SNS envelope: Type: Invalid discriminator value. Expected 'Notification' | 'SubscriptionConfirmation' | 'UnsubscribeConfirmation'",
      ],
      [
        fixture('published-open').replace('2026-11-23T09:17:44.901Z', 'yesterday'),
        'open.timestamp: not a time stamp',
      ],
      [
        fixture('published-click').replace('"click": {', '"clack": {'),
        'click: Invalid input: expected object, received undefined',
      ],
    ];
    for (const [body, problem] of problems)
      assert.deepEqual(parseProviderEvent(body), { kind: 'invalid', problem });
  });

  test('time stamps of every form that SES writes become instants in UTC with milliseconds', () => {
    const read = (stamp: string) => {
      const parsed = parseProviderEvent(fixture('published-send').replace(textOf(sentAt), stamp));
      return parsed.kind === 'event' ? parsed.event.at : parsed;
    };
    assert.equal(read('2018-10-08T14:05:45 +0000'), at('2018-10-08T14:05:45.000Z'));
    assert.equal(read('2026-10-25T02:30:00+02:00'), at('2026-10-25T00:30:00.000Z'));
    assert.equal(read('2016-10-14T05:02:16Z'), at('2016-10-14T05:02:16.000Z'));
  });
});
