import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sesMessageId } from '#shared/domain/provider-events/message-id.ts';
import {
  decodeTag,
  encodeTag,
  messageTags,
  readMessageTags,
} from '#shared/domain/provider-events/message-tags.ts';
import { eventKey } from '#shared/domain/provider-events/provider-event.ts';
import type { ProviderEvent } from '#shared/domain/provider-events/provider-event.ts';
import { at, enrollmentNamed } from '#test/support/at.ts';

const event = (over: Partial<ProviderEvent>): ProviderEvent => ({
  kind: 'delivered',
  at: at('2026-11-23T08:00:03.118Z'),
  messageId: '0102019a-000000',
  recipient: ['paul@client.example'],
  ...over,
});

describe('event keys', () => {
  test('a duplicate has the same key, from event publishing or an identity notification', () => {
    const tags = { organisation: 'acme', enrollment: enrollmentNamed('k.s.1'), step: 's1' };
    for (const kind of ['sent', 'delivered', 'bounced', 'complained', 'opened', 'clicked'] as const) {
      assert.equal(eventKey(event({ kind, tags })), eventKey(event({ kind })));
    }
  });
  test('what happens once to a message keeps its key when the provider dates it differently', () => {
    assert.equal(eventKey(event({})), eventKey(event({ at: at('2026-11-23T08:00:09.000Z') })));
  });
  test('two opens, two clicks of different links and two messages have different keys', () => {
    const click = (link: string) => eventKey(event({ kind: 'clicked', click: { link } }));
    assert.notEqual(click('https://a.example/1'), click('https://a.example/2'));
    assert.notEqual(
      eventKey(event({ kind: 'opened' })),
      eventKey(event({ kind: 'opened', at: at('2026-11-23T08:00:03.119Z') })),
    );
    assert.notEqual(eventKey(event({})), eventKey(event({ messageId: 'other' })));
  });
});

describe('message tags', () => {
  const message = {
    organisation: 'maison-lumen',
    enrollment: enrollmentNamed('k3v9x2m7q4w8z1b6.relance-devis.12'),
    step: 's2',
  };
  test('ids survive the alphabet that SES allows', () => {
    for (const { value } of messageTags(message)) assert.match(value, /^[A-Za-z0-9_-]+$/);
    const published = Object.fromEntries(messageTags(message).map(({ name, value }) => [name, [value]]));
    assert.deepEqual(readMessageTags(published), message);
    assert.deepEqual(readMessageTags({ ...published, attempt: ['2'] }), { ...message, attempt: 2 });
    assert.deepEqual(readMessageTags({ ...published, attempt: ['two'] }), message);
    assert.deepEqual(messageTags({ ...message, attempt: 2 }).at(-1), { name: 'attempt', value: '2' });
    assert.equal(decodeTag(encodeTag(message.enrollment)), message.enrollment);
  });
  test('an id that cannot be carried unchanged is a bug, not a changed id', () => {
    assert.throws(() => encodeTag('with_underscore'));
    assert.throws(() => encodeTag(''));
  });
  test('a message without all three tags is not taken for ours', () => {
    assert.equal(readMessageTags({ organisation: ['acme'], step: ['s1'] }), undefined);
    assert.equal(readMessageTags(undefined), undefined);
  });
});

test('the id of an SES Message-ID is its local part, and other ids are not taken for one', () => {
  const id = '0102019a8f3c21d7-5b0e7c1a-3c44-4d0b-9f6e-2a71c0d8e913-000000';
  for (const domain of ['eu-west-1.amazonses.com', 'email.amazonses.com', 'amazonses.com']) {
    assert.equal(sesMessageId(`<${id}@${domain}>`), id);
  }
  for (const other of [
    `<${id}@amazonses.com.evil.example>`,
    `<${id}@evilamazonses.com>`,
    '<a@b>',
    '',
    '<>',
  ]) {
    assert.equal(sesMessageId(other), undefined);
  }
});
