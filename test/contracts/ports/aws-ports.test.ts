import { parseEventFiles } from '#shared/contracts/provider/parse-event-files.ts';
import { matchMessage } from '#shared/domain/automations/match.ts';
import assert from 'node:assert/strict';
import { trackingHit } from '#shared/domain/tracking/tracking-hit.ts';
import { workflowMessage } from '#shared/domain/workflows/run.ts';
import { wakeUpMessage } from '#shared/domain/lanes/wake-up.ts';
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
import { nodeIds } from '#shared/adapters/aws/node-ids.ts';
import { s3Files } from '#shared/adapters/aws/s3-files.ts';
import { sesIdentities } from '#shared/adapters/aws/ses-identities.ts';
import { sqsQueue } from '#shared/adapters/aws/sqs-queue.ts';
import type { QueueName } from '#functions/manifest.ts';
import { filesContract } from './files-contract.ts';
import { identitiesContract } from './identities-contract.ts';
import { idsContract } from './ids-contract.ts';
import { queueContract } from './queue-contract.ts';
import { now, schedulerContract } from './scheduler-contract.ts';
import { at } from '#test/support/at.ts';
import { textOf } from '#shared/domain/time/instants.ts';

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

const schedulesOf = (group: string) =>
  aws.scheduler.schedules().filter(({ GroupName }) => GroupName === group);

schedulerContract('EventBridge', () => ({
  scheduler: eventScheduler(
    {
      lanes: () => ({
        group: names.scheduleGroup,
        queueArn: names.queueArn(names.queueName('lanes')),
        roleArn: names.scheduleRoleArn,
      }),
      webhooks: () => ({
        group: names.webhookScheduleGroup,
        queueArn: names.queueArn(names.queueName('webhooks')),
        roleArn: names.webhookScheduleRoleArn,
      }),
      matches: () => ({
        group: names.matchScheduleGroup,
        queueArn: names.queueArn(names.queueName('matches')),
        roleArn: names.matchScheduleRoleArn,
      }),
    },
    { now: () => at(clock.now()) },
  ),
  entries: () =>
    schedulesOf(names.scheduleGroup).map(({ Name, at: due, Target }) => ({
      name: Name,
      at: at(due),
      group: Target.SqsParameters?.MessageGroupId ?? '',
      wakeUp: wakeUpMessage.parse(JSON.parse(Target.Input ?? '')),
    })),
  deliveries: () =>
    schedulesOf(names.webhookScheduleGroup).map(({ Name, at: due, Target }) => ({
      name: Name,
      at: at(due),
      ...(JSON.parse(Target.Input ?? '') as { organisation: string; deliveryId: string }),
    })),
  matches: () =>
    schedulesOf(names.matchScheduleGroup).map(({ Name, at: due, Target }) => ({
      name: Name,
      at: at(due),
      message: matchMessage.parse(JSON.parse(Target.Input ?? '')),
    })),
}));

test('an EventBridge entry deletes itself once it has fired', async () => {
  const { scheduler } = { scheduler: aws.scheduler };
  assert.ok(scheduler.schedules().length > 0);
  assert.ok(scheduler.schedules().every(({ ActionAfterCompletion }) => ActionAfterCompletion === 'DELETE'));
});

const messages = (name: QueueName) => aws.queues.get(names.queueName(name))?.messages() ?? [];

const bodies = (name: QueueName) => messages(name).map(({ body }) => JSON.parse(body) as unknown);
const waiting = (name: QueueName, schema: { parse: (body: unknown) => unknown }) =>
  messages(name).map(({ body, visibleAt }) => ({ body: schema.parse(JSON.parse(body)), at: at(visibleAt) }));

queueContract('SQS', () => ({
  queue: sqsQueue((name) => queueUrl(aws.endpoint, names.queueName(name))),
  wakeUps: () =>
    messages('lanes').map(({ group, body }) => ({
      group: group ?? '',
      wakeUp: wakeUpMessage.parse(JSON.parse(body)),
    })),
  jobs: () => bodies('jobs'),
  webhooks: () => bodies('webhooks'),
  hits: () => waiting('visits', trackingHit),
  workflows: () => waiting('workflows', workflowMessage),
  matches: () => bodies('matches'),
  parts: () =>
    messages('provider-events').flatMap(({ body }) => {
      const parsed = parseEventFiles(body);
      return parsed?.kind === 'files' ? parsed.parts : [];
    }),
}));

test('a function that was not given a queue cannot send to it', async () => {
  await assert.rejects(sqsQueue(() => undefined).runJob('acme', 'j1'), /not given/);
});

identitiesContract('SES', () => sesIdentities());
idsContract('Node', nodeIds);

const files = () => s3Files(names.bucketName('files'));
filesContract('S3', files);

test('a file is uploaded and downloaded by signed URLs alone', async () => {
  const upload = await fetch(await files().uploadUrl('acme/up.csv'), { method: 'PUT', body: 'email\n' });
  assert.equal(upload.status, 200);
  const download = await fetch(await files().downloadUrl('acme/up.csv'));
  assert.equal(await download.text(), 'email\n');
});

test('D5: a file of bytes is saved under its name, in any script, and not shown', async () => {
  const bytes = new Uint8Array([0x25, 0x50, 0x44, 0x46, 0xff, 0x00]);
  await files().write('acme/plan', bytes, 'application/pdf');
  const download = await fetch(await files().downloadUrl('acme/plan', "Plán (d'été).pdf"));
  assert.deepEqual(new Uint8Array(await download.arrayBuffer()), bytes);
  assert.equal(download.headers.get('content-type'), 'application/pdf');
  assert.equal(
    download.headers.get('content-disposition'),
    "attachment; filename*=UTF-8''Pl%C3%A1n%20%28d%27%C3%A9t%C3%A9%29.pdf",
  );
});

test('a signed URL is good for a quarter of an hour', async () => {
  const url = new URL(await files().downloadUrl('acme/up.csv'));
  assert.equal(url.searchParams.get('X-Amz-Expires'), '900');
});
