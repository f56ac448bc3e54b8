import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBStreamEvent, SQSEvent } from 'aws-lambda';
import { tableName } from '#infra/local/names.ts';
import { realClock, timeLapseClock } from '#infra/local/clock.ts';
import { startSystem } from '#infra/local/system.ts';

const base = { entry: '', grants: [], memoryMb: 128, timeoutSeconds: 5, impact: '' };
const put = (sort: string) =>
  new DynamoDBClient().send(
    new PutItemCommand({
      TableName: tableName('enrollments'),
      Item: { partition: { S: 'o#1' }, sort: { S: sort } },
    }),
  );

test('on the real clock messages and changes are worked off in the background', async () => {
  const seen = Promise.withResolvers<string>();
  const system = await startSystem({
    clock: realClock(),
    functions: [
      {
        ...base,
        id: 'lanes',
        trigger: { kind: 'queue', queue: 'lanes', batchSize: 10, maxConcurrency: 2 },
        handler: (event: SQSEvent) => put(event.Records[0]?.body ?? ''),
      },
      {
        ...base,
        id: 'changes',
        trigger: { kind: 'stream', table: 'enrollments', batchSize: 10, bisect: true, late: 'record-late' },
        handler: async (event: DynamoDBStreamEvent) => {
          seen.resolve(event.Records[0]?.dynamodb?.NewImage?.['sort']?.S ?? '');
        },
      },
    ],
  });
  await new SQSClient().send(
    new SendMessageCommand({ QueueUrl: process.env['QUEUE_LANES'], MessageBody: 'a', MessageGroupId: 'g' }),
  );
  assert.equal(await seen.promise, 'a');
  await assert.rejects(startSystem({ clock: realClock() }), /running in this process/);
  await system.stop();
});

test('a failed batch of changes is halved down to the bad one, or comes again as it was', async () => {
  const clock = timeLapseClock('2026-03-02T08:00:00.000Z');
  const batches: Record<'halved' | 'whole', string[]> = { halved: [], whole: [] };
  const fails =
    (name: 'halved' | 'whole') =>
    async (event: DynamoDBStreamEvent): Promise<void> => {
      const sorts = event.Records.map((record) => record.dynamodb?.Keys?.['sort']?.S ?? '').join('');
      batches[name].push(sorts);
      const attempts = batches[name].filter((each) => each === sorts).length;
      if (sorts.includes('x') && attempts < 2) throw new Error('not yet');
    };
  const reads = (name: 'halved' | 'whole') => ({
    ...base,
    id: name,
    trigger: {
      kind: 'stream' as const,
      table: 'enrollments' as const,
      batchSize: 10,
      bisect: name === 'halved',
      late: 'record-late' as const,
    },
    handler: fails(name),
  });
  const system = await startSystem({ clock, functions: [reads('halved'), reads('whole')] });
  const silenced = console.error;
  console.error = () => undefined;
  for (const sort of ['a', 'b', 'x', 'c']) await put(sort);
  await system.drain();
  console.error = silenced;
  assert.deepEqual(batches.whole, ['abxc', 'abxc']);
  assert.deepEqual(batches.halved, ['abxc', 'ab', 'xc', 'x', 'x', 'c']);
  await system.stop();
  clock.restore();
});

test('a reader in tumbling windows is told the shard, and an answer without a state counts as failed', async () => {
  const clock = timeLapseClock('2026-03-02T08:00:00.000Z');
  const shards: (string | undefined)[] = [];
  const system = await startSystem({
    clock,
    functions: [
      {
        ...base,
        id: 'windowed',
        trigger: {
          kind: 'stream',
          table: 'enrollments',
          batchSize: 10,
          bisect: false,
          tumblingWindowMinutes: 15,
          late: 'record-late',
        },
        handler: async ({ shardId }: DynamoDBStreamEvent & { shardId?: string }) => {
          shards.push(shardId);
          return shards.length === 1 ? { batchItemFailures: [] } : { state: {}, batchItemFailures: [] };
        },
      },
    ],
  });
  const silenced = console.error;
  console.error = () => undefined;
  await put('a');
  await system.drain();
  console.error = silenced;
  assert.equal(shards.length, 2);
  assert.match(shards[0] ?? '', /^shard/);
  await system.stop();
  clock.restore();
});
