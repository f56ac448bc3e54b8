import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBStreamEvent, SQSEvent } from 'aws-lambda';
import { tableName } from '#infra/local/names.ts';
import { timeLapseClock } from '#infra/local/clock.ts';
import { startSystem, type System } from '#infra/local/system.ts';
import type { FunctionDefinition } from '#functions/manifest.ts';

const base = { entry: '', grants: [], memoryMb: 128, timeoutSeconds: 5, impact: '' };

describe('the local engine', () => {
  let system: System;
  const log: string[] = [];
  const holds = new Map<string, Promise<undefined>>();
  const waiting = new Map<string, () => void>();
  const handled = (body: string) => new Promise<void>((resolve) => waiting.set(body, resolve));
  const failOnce = new Set(['poison']);
  const start = '2026-03-02T08:00:00.000Z';
  const clock = timeLapseClock(start);
  const seconds = () => `+${(Date.parse(clock.now()) - Date.parse(start)) / 1000}s`;

  const onLanes = async (event: SQSEvent): Promise<unknown> => {
    const dynamodb = DynamoDBDocumentClient.from(new DynamoDBClient());
    const failures: { itemIdentifier: string }[] = [];
    for (const record of event.Records) {
      if (failOnce.delete(record.body)) {
        failures.push({ itemIdentifier: record.messageId });
        continue;
      }
      await holds.get(record.body);
      log.push(`${seconds()} ${record.attributes.MessageGroupId ?? ''} ${record.body}`);
      await dynamodb.send(
        new PutCommand({
          TableName: tableName('enrollments'),
          Item: { partition: 'o#1', sort: record.body },
        }),
      );
    }
    for (const record of event.Records) waiting.get(record.body)?.();
    return { batchItemFailures: failures };
  };
  const functions: (FunctionDefinition & { handler: (event: never) => Promise<unknown> })[] = [
    {
      ...base,
      id: 'lanes',
      trigger: { kind: 'queue', queue: 'lanes', batchSize: 10, maxConcurrency: 2 },
      handler: onLanes,
    },
    {
      ...base,
      id: 'changes',
      trigger: { kind: 'stream', table: 'enrollments', batchSize: 100, bisect: true, late: 'record-late' },
      handler: async (event: DynamoDBStreamEvent) => {
        for (const record of event.Records) {
          log.push(`${seconds()} ${record.eventName ?? ''} ${record.dynamodb?.NewImage?.['sort']?.S ?? ''}`);
        }
      },
    },
  ];

  before(async () => {
    system = await startSystem({ clock, functions });
  });
  after(async () => {
    await system.stop();
    clock.restore();
  });
  const taken = (): string[] => log.splice(0);

  test('a schedule sends its input to the FIFO queue at its second, and the change reaches the stream', async () => {
    const scheduler = new SchedulerClient();
    const schedule = (name: string, at: string, body: string) =>
      scheduler.send(
        new CreateScheduleCommand({
          Name: name,
          GroupName: 'relance-local',
          ScheduleExpression: `at(${at})`,
          ActionAfterCompletion: 'DELETE',
          FlexibleTimeWindow: { Mode: 'OFF' },
          Target: {
            Arn: process.env['RELANCE_LANES_QUEUE_ARN'],
            RoleArn: process.env['RELANCE_SCHEDULE_ROLE_ARN'],
            Input: body,
            SqsParameters: { MessageGroupId: 'ann.mail' },
          },
        }),
      );
    await schedule('second', '2026-03-12T08:00:00', 'b');
    await schedule('first', '2026-03-02T08:01:00', 'a');
    assert.equal(await system.advance(), '2026-03-02T08:01:00.000Z');
    assert.deepEqual(taken(), ['+60s ann.mail a', '+60s INSERT a']);
    assert.equal(await system.advance(), '2026-03-12T08:00:00.000Z');
    assert.deepEqual(taken(), ['+864000s ann.mail b', '+864000s INSERT b']);
    assert.equal(await system.advance(), undefined);
  });

  test('a failed message holds back its group alone, and comes again', async () => {
    const sqs = new SQSClient();
    const url = process.env['QUEUE_LANES'];
    for (const [group, body] of [
      ['x', 'poison'],
      ['y', 'other'],
    ]) {
      await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body, MessageGroupId: group }));
    }
    await system.drain();
    await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'after', MessageGroupId: 'x' }));
    await system.drain();
    assert.deepEqual(taken(), ['+864000s y other', '+864000s INSERT other']);
    await system.advance();
    assert.deepEqual(taken(), [
      '+864150s x poison',
      '+864150s x after',
      '+864150s INSERT poison',
      '+864150s INSERT after',
    ]);
  });

  test('a slow batch does not hold up another group', async () => {
    const sqs = new SQSClient();
    const send = (group: string, body: string) =>
      sqs.send(
        new SendMessageCommand({
          QueueUrl: process.env['QUEUE_LANES'],
          MessageBody: body,
          MessageGroupId: group,
        }),
      );
    const slow = Promise.withResolvers<undefined>();
    holds.set('slow', slow.promise);
    await send('x', 'slow');
    const drained = system.drain();
    const quick = handled('quick');
    await send('y', 'quick');
    await quick;
    assert.equal(
      log.some((line) => line.includes('slow')),
      false,
    );
    slow.resolve(undefined);
    await drained;
    assert.equal(
      taken().some((line) => line.includes('slow')),
      true,
    );
  });
});
