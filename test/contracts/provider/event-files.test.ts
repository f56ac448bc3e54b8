import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseEventFiles } from '#shared/contracts/provider/parse-event-files.ts';
import { wholeFile } from '#shared/domain/provider-events/part-of-file.ts';
import { fixture } from './fixtures.ts';

const key = 'deliveries/2026/11/23/08/relance-dev-mail-events-1-2026-11-23-08-00-03-8c0f3a5e-17d2-4a40';
const notified = (object: object, eventName = 'ObjectCreated:Put') =>
  JSON.stringify({ Records: [{ eventSource: 'aws:s3', eventName, s3: { object } }] });

describe('a message about files of events', () => {
  test('names the file that S3 tells of, with its key decoded as a form is', () => {
    assert.deepEqual(parseEventFiles(fixture('s3-object-created')), {
      kind: 'files',
      parts: [wholeFile(key)],
    });
    const parsed = parseEventFiles(notified({ key: 'deliveries/a+b%2Bc%C3%A9.json' }));
    assert.deepEqual(parsed, { kind: 'files', parts: [wholeFile('deliveries/a b+cé.json')] });
  });

  test('that S3 sends once to try the queue says nothing', () => {
    assert.equal(parseEventFiles(fixture('s3-test-event'))?.kind, 'ignored');
  });

  test('names what is left of a file', () => {
    const rest = { key, from: 65_400, line: 31, keep: true };
    for (const part of [rest, { ...rest, upTo: 130_800 }])
      assert.deepEqual(parseEventFiles(JSON.stringify({ partOfFile: part })), {
        kind: 'files',
        parts: [part],
      });
  });

  test('cannot be read when it names no file, a key that is not encoded, or a place that is none', () => {
    for (const body of [
      notified({}),
      notified({ key: 'deliveries/%E0%A4%A' }),
      notified({ key: 'deliveries/a' }, 'ObjectRemoved:Delete'),
      JSON.stringify({ partOfFile: { key, from: -1, line: 0, keep: false } }),
      JSON.stringify({ partOfFile: key }),
    ])
      assert.equal(parseEventFiles(body)?.kind, 'invalid', body);
  });

  test('is told apart from events themselves, and from what is no JSON', () => {
    for (const body of [
      fixture('published-delivery'),
      fixture('sns-notification'),
      '{}',
      '[]',
      'null',
      'no JSON',
    ])
      assert.equal(parseEventFiles(body), undefined, body.slice(0, 40));
  });
});
