import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { tableName } from '#infra/local/names.ts';
import { later, timeLapseClock } from '#infra/local/clock.ts';
import { startSystem } from '#infra/local/system.ts';
import { CLAIM_TERM_SECONDS } from '#shared/domain/core/claim-term.ts';

const folder = mkdtempSync(join(tmpdir(), 'relance-restart-'));
const clock = timeLapseClock('2026-03-02T08:00:00.000Z');
after(() => {
  clock.restore();
  rmSync(folder, { recursive: true });
});
const log: string[] = [];
const swept: string[] = [];
/** An event in the envelope of SNS, or what S3 tells. */
const told = /"(?:eventType\\":\\|Event":|eventName":)"([\w:]+)/;
const base = { entry: '', grants: [], memoryMb: 128, timeoutSeconds: 5, impact: '' };
const start = () =>
  startSystem({
    clock,
    folder,
    functions: [
      {
        ...base,
        id: 'api',
        trigger: { kind: 'api', routes: ['ANY /v1/{proxy+}'] },
        handler: async () => ({ statusCode: 200 }),
      },
      {
        ...base,
        id: 'lanes',
        trigger: { kind: 'queue', queue: 'lanes', batchSize: 10, maxConcurrency: 2 },
        handler: async (event: SQSEvent) => {
          log.push(...event.Records.map((record) => record.body));
        },
      },
      {
        ...base,
        id: 'sweep',
        trigger: { kind: 'rate', minutes: 24 * 60, inputs: [{}] },
        handler: async () => swept.push(clock.now()),
      },
      {
        ...base,
        id: 'events',
        trigger: { kind: 'queue', queue: 'provider-events', batchSize: 10, maxConcurrency: 2 },
        handler: async (event: SQSEvent) => {
          log.push(...event.Records.map(({ body }) => told.exec(body)?.[1] ?? ''));
        },
      },
    ],
  });

test('schedules, messages, mails, objects, items and tokens outlive a restart', async () => {
  let system = await start();
  const key = { partition: { S: 'o#1' }, sort: { S: 'x' } };
  const TableName = tableName('leads');
  const object = { Bucket: process.env['BUCKET_FILES'], Key: 'kept' };
  await new DynamoDBClient().send(new PutItemCommand({ TableName, Item: key }));
  await new S3Client().send(new PutObjectCommand({ ...object, Body: 'kept' }));
  await new SchedulerClient().send(
    new CreateScheduleCommand({
      Name: 'later',
      ScheduleExpression: 'at(2026-03-02T09:00:00)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: process.env['RELANCE_LANES_QUEUE_ARN'],
        RoleArn: 'r',
        Input: 'scheduled',
        SqsParameters: { MessageGroupId: 'g' },
      },
    }),
  );
  await new SESv2Client().send(
    new SendEmailCommand({
      FromEmailAddress: 'a@relance.example',
      Destination: { ToAddresses: ['leo@customer.example'] },
      ConfigurationSetName: 'relance-local',
      Content: { Simple: { Subject: { Data: 's' }, Body: { Text: { Data: 't' } } } },
    }),
  );
  await new SQSClient().send(
    new SendMessageCommand({
      QueueUrl: process.env['QUEUE_LANES'],
      MessageBody: 'queued',
      MessageGroupId: 'g',
    }),
  );
  const token = await system.token({ organisation: 'local', userId: 'ann', role: 'user' });
  await system.stop();
  assert.deepEqual(log, []);

  system = await start();
  assert.ok((await new DynamoDBClient().send(new GetItemCommand({ TableName, Key: key }))).Item);
  const stored = system.aws.objects.find(object.Bucket ?? '', 'kept');
  assert.equal(stored && (await system.aws.objects.read(stored)).toString(), 'kept');
  assert.equal(system.aws.mailbox.size, 1);
  assert.equal((await fetch(`${system.url}/v1/x`, { headers: { authorization: token } })).status, 200);
  await system.runUntil('2026-03-02T09:00:00.000Z');
  assert.deepEqual(log, ['queued', 's3:TestEvent', 'Send', 'ObjectCreated:Put', 'scheduled']);
  await system.stop();
});

test('F4: what runs at a rate looks at once at what a former process left, and again when its claims are over', async () => {
  const { length } = swept;
  const system = await start();
  await system.drain();
  await system.runUntil(later(clock.now(), 600));
  await system.stop();
  const [first, second, ...more] = swept.slice(length).map((at) => Date.parse(at));
  assert.deepEqual([more, ((second ?? 0) - (first ?? 0)) / 1000], [[], CLAIM_TERM_SECONDS + 1]);
});

test('a second system on the same folder is refused', async () => {
  const system = await start();
  const second = spawnSync(process.execPath, ['infra/local/start.ts', '--folder', folder, '--port', '0']);
  await system.stop();
  assert.equal(second.status, 1);
  assert.match(second.stderr.toString(), /Another Relance runs on/);
});
