import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  ConflictException,
  CreateScheduleCommand,
  DeleteScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  ResourceNotFoundException,
  SchedulerClient,
  ValidationException,
} from '@aws-sdk/client-scheduler';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  CreateEmailIdentityCommand,
  GetAccountCommand,
  GetEmailIdentityCommand,
  NotFoundException,
  SendEmailCommand,
  SESv2Client,
  TooManyRequestsException,
} from '@aws-sdk/client-sesv2';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { documentClient } from '#shared/adapters/aws/dynamo.ts';
import { dynamoTokenBucket } from '#shared/adapters/aws/dynamo-token-bucket.ts';
import { sesSendRate } from '#shared/adapters/aws/ses-send-rate.ts';
import { readTableName } from '#shared/config/read-environment.ts';
import { later, timeLapseClock } from '#infra/local/clock.ts';
import { startSystem, type System } from '#infra/local/system.ts';

let system: System;
const clock = timeLapseClock('2026-03-02T08:00:00.000Z');
const environment = (name: string): string => process.env[name] ?? assert.fail(`${name} is not set`);

before(async () => {
  system = await startSystem({ clock, functions: [] });
});
after(async () => {
  await system.stop();
  clock.restore();
});

describe('Scheduler', () => {
  const scheduler = new SchedulerClient();
  const create = (Name: string, at: string, ClientToken?: string) =>
    scheduler.send(
      new CreateScheduleCommand({
        Name,
        GroupName: 'relance-local',
        ClientToken,
        ScheduleExpression: `at(${at})`,
        ActionAfterCompletion: 'DELETE',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: {
          Arn: environment('RELANCE_LANES_QUEUE_ARN'),
          RoleArn: environment('RELANCE_SCHEDULE_ROLE_ARN'),
          Input: '{}',
          SqsParameters: { MessageGroupId: 'g' },
        },
      }),
    );

  test('refuses a second schedule of the same name, unless it is the same call again', async () => {
    const { ScheduleArn } = await create('one', '2026-04-01T09:00:00', 'token-1');
    assert.match(ScheduleArn ?? '', /:schedule\/relance-local\/one$/);
    await assert.rejects(create('one', '2026-04-01T09:00:00', 'token-2'), ConflictException);
    await create('one', '2026-04-01T09:00:00', 'token-1');
  });

  test('refuses what AWS refuses: the past, long names, other characters', async () => {
    await assert.rejects(create('past', '2026-03-02T08:00:00'), ValidationException);
    await assert.rejects(create('x'.repeat(65), '2026-04-01T09:00:00'), ValidationException);
    await assert.rejects(create('a~b', '2026-04-01T09:00:00'), ValidationException);
  });

  test('reads, lists and deletes; what is not there is not found', async () => {
    await create('two', '2026-04-02T09:00:00');
    const got = await scheduler.send(new GetScheduleCommand({ Name: 'two', GroupName: 'relance-local' }));
    assert.equal(got.ScheduleExpression, 'at(2026-04-02T09:00:00)');
    const page = await scheduler.send(
      new ListSchedulesCommand({ GroupName: 'relance-local', MaxResults: 1 }),
    );
    assert.deepEqual([page.Schedules?.map((each) => each.Name), page.NextToken], [['one'], 'one']);
    const remove = new DeleteScheduleCommand({ Name: 'two', GroupName: 'relance-local' });
    await scheduler.send(remove);
    await assert.rejects(scheduler.send(remove), ResourceNotFoundException);
  });
});

describe('SQS', () => {
  const sqs = new SQSClient();
  const QueueUrl = () => environment('QUEUE_LANES');

  test('accepts the same body of a FIFO queue once in five minutes', async () => {
    const message = { QueueUrl: QueueUrl(), MessageBody: 'same', MessageGroupId: 'g' };
    const first = await sqs.send(new SendMessageCommand(message));
    const second = await sqs.send(new SendMessageCommand(message));
    assert.equal(second.MessageId, first.MessageId);
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: QueueUrl(), MaxNumberOfMessages: 10 }),
    );
    assert.equal(Messages.length, 1);
    assert.equal(Messages[0]!.Attributes?.['MessageGroupId'], 'g');
    await sqs.send(
      new DeleteMessageCommand({ QueueUrl: QueueUrl(), ReceiptHandle: Messages[0]!.ReceiptHandle }),
    );
    // Worked off and deleted, it is remembered still; another group has never had it.
    clock.advanceTo(later(clock.now(), 290));
    assert.equal((await sqs.send(new SendMessageCommand(message))).MessageId, first.MessageId);
    const other = await sqs.send(new SendMessageCommand({ ...message, MessageGroupId: 'h' }));
    assert.notEqual(other.MessageId, first.MessageId);
    clock.advanceTo(later(clock.now(), 11));
    const third = await sqs.send(new SendMessageCommand(message));
    assert.notEqual(third.MessageId, first.MessageId);
  });

  test('a message received five times in vain goes to the dead-letter queue', async () => {
    const url = environment('QUEUE_JOBS');
    await sqs.send(
      new SendMessageBatchCommand({ QueueUrl: url, Entries: [{ Id: 'a', MessageBody: 'poison' }] }),
    );
    for (let receive = 1; receive <= 6; receive += 1) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: url, VisibilityTimeout: 0 }),
      );
      assert.equal(Messages.length, receive <= 5 ? 1 : 0);
    }
    const deadLetters = system.aws.queues.get('relance-local-jobs-dlq')?.messages() ?? [];
    assert.deepEqual(
      deadLetters.map((each) => each.body),
      ['poison'],
    );
  });
});

describe('SES', () => {
  const ses = new SESv2Client({ maxAttempts: 1 });
  const send = (to: string, more = {}) =>
    ses.send(
      new SendEmailCommand({
        FromEmailAddress: 'Ann <ann@relance.example>',
        Destination: { ToAddresses: [to] },
        ReplyToAddresses: ['r1@reply.relance.example'],
        ConfigurationSetName: environment('RELANCE_CONFIGURATION_SET'),
        EmailTags: [{ Name: 'step', Value: 's1' }],
        Content: {
          Simple: {
            Subject: { Data: 'Hello' },
            Body: { Text: { Data: 'Hi' }, Html: { Data: '<p>Hi</p>' } },
            Headers: [{ Name: 'X-Custom', Value: 'yes' }],
          },
        },
        ...more,
      }),
    );
  type Published = { eventType: string; mail: { messageId: string; tags: Record<string, string[]> } };
  /** What the queue of provider events holds, taken out of its envelopes; empties the queue. */
  const published = (): Published[] => {
    const queue = system.aws.queues.get('relance-local-provider-events') ?? assert.fail();
    return queue.receive(100).map((message) => {
      queue.delete(message.receipt ?? '');
      const { Message } = JSON.parse(message.body) as { Message: string };
      return JSON.parse(Message) as Published;
    });
  };
  const soon = async (seconds: number) => system.runUntil(later(clock.now(), seconds));

  test('publishes Send and Delivery with the tags, some seconds later', async () => {
    const { MessageId } = await send('leo@customer.example');
    assert.match(MessageId ?? '', /^0102[0-9a-f]{12}-[0-9a-f-]{36}-000000$/);
    assert.deepEqual(published(), []);
    await soon(5);
    const events = published();
    assert.deepEqual(
      events.map((event) => [event.eventType, event.mail.messageId, event.mail.tags['step']]),
      [
        ['Send', MessageId, ['s1']],
        ['Delivery', MessageId, ['s1']],
      ],
    );
    assert.deepEqual(events[0]?.mail.tags['ses:configuration-set'], ['relance-local']);
  });

  test('the mailbox simulator bounces, complains and answers, with or without a label', async () => {
    const kinds = async (name: string) => {
      await send(`${name}@simulator.amazonses.com`);
      await soon(120);
      return published().map((event) => event.eventType);
    };
    assert.deepEqual(await kinds('bounce+a'), ['Send', 'Bounce']);
    assert.deepEqual(await kinds('suppressionlist'), ['Send', 'Bounce']);
    assert.deepEqual(await kinds('complaint'), ['Send', 'Delivery', 'Complaint']);
    assert.deepEqual(await kinds('success+b'), ['Send', 'Delivery']);
    assert.equal(system.aws.queues.get('relance-local-inbound-mail')?.size, 0);
    assert.deepEqual(await kinds('ooto'), ['Send', 'Delivery']);
    assert.equal(system.aws.queues.get('relance-local-inbound-mail')?.size, 1);
  });

  test('publishes nothing without a configuration set', async () => {
    await send('leo@customer.example', { ConfigurationSetName: undefined });
    await soon(5);
    assert.deepEqual(published(), []);
  });

  test('fails as ordered: throttled, in error, or silent though the mail went out', async () => {
    const before = system.aws.mailbox.size;
    system.aws.faults.mail.order(
      { answer: 'throttled' },
      { answer: 'server-error' },
      { answer: 'hang-up', accepted: true },
    );
    await assert.rejects(send('leo@customer.example'), TooManyRequestsException);
    await assert.rejects(send('leo@customer.example'), {
      name: 'InternalServiceErrorException',
    });
    assert.equal(system.aws.mailbox.size, before);
    await assert.rejects(send('leo@customer.example'), { code: 'ECONNRESET' });
    assert.equal(system.aws.mailbox.size, before + 1);
  });

  test('F10: refuses what the account may not send, in the words of SES', async () => {
    const { account } = system.aws;
    const refused = async (name: string, message: RegExp, from?: string) =>
      assert.rejects(send('leo@customer.example', from === undefined ? {} : { FromEmailAddress: from }), {
        name,
        message,
      });
    account.change({ mail: { paused: true } });
    await refused('SendingPausedException', /^Sending paused for this account/);
    const paused = await ses.send(new GetAccountCommand());
    assert.deepEqual([paused.SendingEnabled, paused.ProductionAccessEnabled], [false, true]);
    account.change({ mail: { paused: false, sandbox: true, verified: ['relance.example'] } });
    await refused('MessageRejected', /failed the check in region EU-WEST-1: leo@customer\.example$/);
    await send('leo@relance.example');
    account.change({ mail: { sandbox: false, unverified: ['ann@relance.example'] } });
    await refused('MessageRejected', /: Ann <ann@relance\.example>, ann@relance\.example$/);
    account.change({ mail: { unverified: [], quotaUsedUp: true } });
    await refused('LimitExceededException', /^Daily message quota exceeded/);
    account.change({ mail: { quotaUsedUp: false, sendRate: 14 } });
    assert.equal((await ses.send(new GetAccountCommand())).SendQuota?.MaxSendRate, 14);
  });

  test('F10: the send rate is read from the account, and its tokens are counted by second', async () => {
    system.aws.account.change({ mail: { sendRate: 14 } });
    assert.equal(await sesSendRate().perSecond(), 14);
    const bucket = dynamoTokenBucket({ client: documentClient(), tableName: readTableName });
    assert.deepEqual(
      [await bucket.add(1_000, 3), await bucket.add(1_000, 4), await bucket.add(1_001, 1)],
      [3, 7, 1],
    );
  });

  test('takes raw mail', async () => {
    const raw =
      'From: a@relance.example\r\nTo: leo@customer.example\r\nSubject: Raw\r\nList-Unsubscribe: <https://x.example/u>\r\n\r\nBody\r\n';
    const { MessageId } = await send('leo@customer.example', {
      Content: { Raw: { Data: Buffer.from(raw) } },
    });
    const kept = system.aws.mailbox.get(MessageId ?? '');
    assert.ok(kept?.kind === 'mail');
    assert.deepEqual([kept.subject, kept.text?.trim()], ['Raw', 'Body']);
    assert.ok(kept.headers.some((each) => each.name === 'List-Unsubscribe'));
  });

  test('knows the identities that were made', async () => {
    await assert.rejects(
      ses.send(new GetEmailIdentityCommand({ EmailIdentity: 'a.example' })),
      NotFoundException,
    );
    await ses.send(new CreateEmailIdentityCommand({ EmailIdentity: 'a.example' }));
    const identity = await ses.send(new GetEmailIdentityCommand({ EmailIdentity: 'a.example' }));
    assert.equal(identity.VerifiedForSendingStatus, true);
    assert.equal(identity.DkimAttributes?.Tokens?.length, 3);
  });
});

describe('npm run holds', () => {
  const command = (...args: string[]) =>
    promisify(execFile)(process.execPath, ['infra/operator/holds.ts', ...args]).then(({ stdout }) =>
      stdout.trim(),
    );

  test('F10: the operator holds the whole stage, sees it, and releases it', async () => {
    assert.equal(await command('local'), 'Nothing is held.');
    assert.equal(await command('local', 'hold', 'mail', '--note', 'restoring'), 'stage.mail is held.');
    const [hold] = JSON.parse(await command('local', 'list'));
    assert.deepEqual(
      [hold.id, hold.reason],
      ['stage.mail', { kind: 'person', userId: 'operator', note: 'restoring' }],
    );
    assert.match(await command('local', 'release', 'mail'), /^stage\.mail is released/);
    assert.equal(await command('local'), 'Nothing is held.');
    assert.equal(await command('local', 'release', 'mail'), 'stage.mail is not held.');
    assert.match(await command('local', 'hold', 'everything'), /^usage/);
  });
});

describe('SNS', () => {
  test('keeps a text message, and refuses a number that is none', async () => {
    const sns = new SNSClient({ maxAttempts: 1 });
    const { MessageId } = await sns.send(
      new PublishCommand({
        PhoneNumber: '+33612345678',
        Message: 'Bonjour & à bientôt',
        MessageAttributes: { 'AWS.SNS.SMS.SenderID': { DataType: 'String', StringValue: 'Relance' } },
      }),
    );
    const kept = system.aws.mailbox.get(MessageId ?? '');
    assert.ok(kept?.kind === 'sms');
    assert.deepEqual([kept.to, kept.text, kept.senderId], ['+33612345678', 'Bonjour & à bientôt', 'Relance']);
    await assert.rejects(sns.send(new PublishCommand({ PhoneNumber: '12', Message: 'x' })), {
      name: 'InvalidParameterException',
    });
  });

  test('F10: refuses what the account may not send', async () => {
    const { account } = system.aws;
    const send = () =>
      new SNSClient({ maxAttempts: 1 }).send(
        new PublishCommand({ PhoneNumber: '+33612345678', Message: 'x' }),
      );
    account.change({ sms: { paused: true } });
    await assert.rejects(send(), { name: 'AuthorizationErrorException' });
    account.change({ sms: { paused: false, sandbox: true } });
    await assert.rejects(send(), /sandbox/);
    account.change({ sms: { verified: ['+33612345678'], quotaUsedUp: true } });
    await assert.rejects(send(), /No quota left/);
    account.change({ sms: { quotaUsedUp: false } });
    await send();
  });
});

describe('S3', () => {
  const s3 = new S3Client();
  const object = (Key: string) => ({ Bucket: environment('BUCKET_FILES'), Key });

  test('stores, reads in whole and in part, and deletes', async () => {
    await s3.send(
      new PutObjectCommand({ ...object('a/b c.csv'), Body: 'hello world', ContentType: 'text/csv' }),
    );
    const whole = await s3.send(new GetObjectCommand(object('a/b c.csv')));
    assert.equal(await whole.Body?.transformToString(), 'hello world');
    const part = await s3.send(new GetObjectCommand({ ...object('a/b c.csv'), Range: 'bytes=6-8' }));
    assert.deepEqual([await part.Body?.transformToString(), part.ContentRange], ['wor', 'bytes 6-8/11']);
    const head = await s3.send(new HeadObjectCommand(object('a/b c.csv')));
    assert.deepEqual([head.ContentLength, head.ContentType], [11, 'text/csv']);
    await s3.send(new DeleteObjectCommand(object('a/b c.csv')));
    await assert.rejects(s3.send(new GetObjectCommand(object('a/b c.csv'))), { name: 'NoSuchKey' });
    await assert.rejects(s3.send(new HeadObjectCommand(object('a/b c.csv'))), { name: 'NotFound' });
  });

  test('stores a stream of unknown pieces', async () => {
    const { Readable } = await import('node:stream');
    const Body = Readable.from([Buffer.from('one,'), Buffer.from('two')]);
    await s3.send(new PutObjectCommand({ ...object('stream'), Body, ContentLength: 7 }));
    const read = await s3.send(new GetObjectCommand(object('stream')));
    assert.equal(await read.Body?.transformToString(), 'one,two');
  });

  test('takes an upload by a presigned address until it expires', async () => {
    const address = await getSignedUrl(s3, new PutObjectCommand(object('upload')), { expiresIn: 60 });
    const put = () => fetch(address, { method: 'PUT', body: 'rows' });
    assert.equal((await put()).status, 200);
    assert.equal(system.aws.objects.find(environment('BUCKET_FILES'), 'upload')?.size, 4);
    clock.advanceTo(later(clock.now(), 61));
    assert.equal((await put()).status, 403);
  });
});

test('Secrets Manager gives the same link secret each time', async () => {
  const client = new SecretsManagerClient();
  const read = async () =>
    (await client.send(new GetSecretValueCommand({ SecretId: environment('RELANCE_LINK_SECRET_ARN') })))
      .SecretString;
  assert.equal((await read())?.length, 43);
  assert.equal(await read(), await read());
});
