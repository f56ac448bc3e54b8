import assert from 'node:assert/strict';
import { before, describe, test, type TestContext } from 'node:test';
import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import type { handler as Handler } from '#functions/events/ingest-provider-events.ts';
import { bucketName, queueName } from '#infra/local/names.ts';
import { fixture } from '#test/contracts/provider/fixtures.ts';
import { localServices } from '#test/support/local-services.ts';

const { system } = localServices();
const key = 'deliveries/2026/03/02/08/of a test';
const delivery = JSON.stringify(JSON.parse(fixture('published-delivery')));

describe('ingest-provider-events', () => {
  let handler: typeof Handler;

  before(async () => {
    ({ handler } = await import('#functions/events/ingest-provider-events.ts'));
  });

  /** The message by which S3 told of a file that was put. */
  async function told(lines: readonly string[]): Promise<string> {
    const queue = system().aws.queues.get(queueName('provider-events')) ?? assert.fail();
    for (const { receipt = '' } of queue.receive(100)) queue.delete(receipt);
    await system().aws.objects.put(
      bucketName('mail-events'),
      key,
      Buffer.from(lines.join('\n')),
      'text/plain',
    );
    const [message] = queue.receive(1);
    queue.delete(message?.receipt ?? '');
    return message?.body ?? assert.fail();
  }

  /** Hands messages over, named by their place; gives those that are to come again, and the errors that were logged. */
  async function handOver(t: TestContext, bodies: readonly string[], milliseconds = 60_000) {
    const write = t.mock.method(process.stderr, 'write', () => true);
    const Records = bodies.map((body, index) => ({ body, messageId: `m${index}` }) as SQSRecord);
    const answer: SQSBatchResponse = await handler(
      { Records },
      { getRemainingTimeInMillis: () => milliseconds },
    );
    const errors = write.mock.calls.map(
      ({ arguments: [line] }) => JSON.parse(String(line)) as { line?: number },
    );
    write.mock.restore();
    return { again: answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier), errors };
  }
  const isThere = () => system().aws.objects.find(bucketName('mail-events'), key) !== undefined;

  test('takes in what it is told and what is in files, and removes those', async (t) => {
    const file = await told([delivery, delivery, '']);
    const { again, errors } = await handOver(t, [
      fixture('s3-test-event'),
      file,
      fixture('sns-notification'),
    ]);
    assert.deepEqual([again, errors, isThere()], [[], [], false]);
  });

  test('was told again of a file that is gone: nothing is left to do', async (t) => {
    const file = await told([delivery]);
    await handOver(t, [file]);
    assert.deepEqual((await handOver(t, [file])).again, []);
  });

  test('says which line of which file cannot be read, takes in the others, and leaves the file for a person', async (t) => {
    const file = await told([delivery, '{"eventType":"Delivery"}', 'no JSON', delivery]);
    const { again, errors } = await handOver(t, [file, fixture('published-bounce-permanent')]);
    assert.deepEqual(again, ['m0']);
    assert.deepEqual(
      errors.map(({ line }) => line),
      [2, 3],
    );
    assert.ok(errors.every((error) => 'file' in error && error.file === key));
    assert.ok(isThere());
  });

  test('sends itself a file that it has no time for, and what is urgent it takes in all the same', async (t) => {
    const file = await told([delivery]);
    const { again } = await handOver(t, [file, fixture('published-bounce-permanent')], 5_000);
    assert.deepEqual(again, []);
    assert.ok(isThere());
    const queue = system().aws.queues.get(queueName('provider-events')) ?? assert.fail();
    const [rest] = queue.receive(1);
    assert.deepEqual(JSON.parse(rest?.body ?? ''), { partOfFile: { key, from: 0, line: 0, keep: false } });
    await handOver(t, [rest?.body ?? '']);
    assert.ok(!isThere());
  });

  test('cannot read a message about a file that names none: it comes again, and then lies with the dead letters', async (t) => {
    const { again } = await handOver(t, [
      '{"Records":[{"eventSource":"aws:s3","eventName":"ObjectCreated:Put"}]}',
    ]);
    assert.deepEqual(again, ['m0']);
  });
});
