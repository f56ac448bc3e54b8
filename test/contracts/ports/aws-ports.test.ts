import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startAws, type Aws } from '#infra/local/aws/aws.ts';
import { LocalStore } from '#infra/local/aws/local-store.ts';
import { queueUrl } from '#infra/local/environment.ts';
import * as names from '#infra/local/names.ts';
import { timeLapseClock } from '#infra/local/clock.ts';
import { eventScheduler } from '#shared/adapters/aws/event-scheduler.ts';
import { s3Files } from '#shared/adapters/aws/s3-files.ts';
import { sesIdentities } from '#shared/adapters/aws/ses-identities.ts';
import { sqsQueue } from '#shared/adapters/aws/sqs-queue.ts';
import { sqsHitQueue } from '#shared/adapters/aws/sqs-hit-queue.ts';
import type { QueueName } from '#functions/manifest.ts';
import { filesContract } from './files-contract.ts';
import { identitiesContract } from './identities-contract.ts';
import { queueContract } from './queue-contract.ts';
import { now, schedulerContract } from './scheduler-contract.ts';
import { at } from '#test/support/at.ts';
import { textOf } from '#shared/domain/time/instants.ts';
import { wakeUpMessage } from '#shared/contracts/messages/wake-up.ts';
import { hitMessage } from '#shared/contracts/messages/tracking-hit.ts';

const folder = mkdtempSync(join(tmpdir(), 'relance-ports-'));
const clock = timeLapseClock(textOf(now));
let aws: Aws;

before(async () => {
  aws = await startAws({ store: new LocalStore(undefined), folder, clock });
  Object.assign(process.env, {
    AWS_REGION: names.region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL: aws.endpoint,
  });
});
after(async () => {
  await aws.stop();
  clock.restore();
  rmSync(folder, { recursive: true });
});

schedulerContract('EventBridge', () => ({
  scheduler: eventScheduler(
    {
      group: names.scheduleGroup,
      queueArn: names.queueArn(names.queueName('lanes')),
      roleArn: names.scheduleRoleArn,
    },
    { now: () => at(clock.now()) },
  ),
  entries: () =>
    aws.scheduler.schedules().map(({ Name, at: due, Target }) => ({
      name: Name,
      at: at(due),
      group: Target.SqsParameters?.MessageGroupId ?? '',
      wakeUp: wakeUpMessage.parse(JSON.parse(Target.Input ?? '')),
    })),
}));

test('an EventBridge entry deletes itself once it has fired', async () => {
  const { scheduler } = { scheduler: aws.scheduler };
  assert.ok(scheduler.schedules().length > 0);
  assert.ok(scheduler.schedules().every(({ ActionAfterCompletion }) => ActionAfterCompletion === 'DELETE'));
});

const messages = (name: QueueName) => aws.queues.get(names.queueName(name))?.messages() ?? [];

queueContract('SQS', () => ({
  queue: sqsQueue({
    lanes: queueUrl(aws.endpoint, names.queueName('lanes')),
    jobs: queueUrl(aws.endpoint, names.queueName('jobs')),
    webhooks: queueUrl(aws.endpoint, names.queueName('webhooks')),
  }),
  wakeUps: () =>
    messages('lanes').map(({ group, body }) => ({
      group: group ?? '',
      wakeUp: JSON.parse(body) as unknown,
    })),
  jobs: () => messages('jobs').map(({ body }) => JSON.parse(body) as unknown),
  webhooks: () => messages('webhooks').map(({ body }) => JSON.parse(body) as unknown),
}));

test('a function that was not given a queue cannot send to it', async () => {
  await assert.rejects(
    sqsQueue({ lanes: undefined, jobs: undefined, webhooks: undefined }).runJob('acme', 'j1'),
    /not given/,
  );
});

identitiesContract('SES', () => sesIdentities());

test('F8: a hit waits in SQS for as long as it is told to', async () => {
  const name = names.queueName('visits');
  const hits = sqsHitQueue(queueUrl(aws.endpoint, name));
  const hit = {
    organisation: 'acme',
    enrollment: 'l1.q1.1',
    step: 's1',
    sentAt: now,
    id: 'l1.q1.1.s1.opened.1',
    what: 'opened' as const,
    channel: 'mail' as const,
    at: now,
  };
  await hits.later(hit, 6);
  const [message] = messages('visits');
  const sent = JSON.parse(message?.body ?? '') as unknown;
  assert.deepEqual(sent, { ...hit, sentAt: textOf(now), at: textOf(now) });
  assert.deepEqual(hitMessage.parse(sent), hit);
  assert.equal(Date.parse(message?.visibleAt ?? '') - Date.parse(clock.now()), 6_000);
  await assert.rejects(sqsHitQueue(undefined).later(hit, 0), /not given/);
});

const files = () => s3Files(names.bucketName('files'));
filesContract('S3', files);

test('a file is uploaded and downloaded by signed URLs alone', async () => {
  const upload = await fetch(await files().uploadUrl('acme/up.csv'), { method: 'PUT', body: 'email\n' });
  assert.equal(upload.status, 200);
  const download = await fetch(await files().downloadUrl('acme/up.csv'));
  assert.equal(await download.text(), 'email\n');
});

test('a signed URL is good for a quarter of an hour', async () => {
  const url = new URL(await files().downloadUrl('acme/up.csv'));
  assert.equal(url.searchParams.get('X-Amz-Expires'), '900');
});
