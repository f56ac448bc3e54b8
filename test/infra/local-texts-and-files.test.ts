import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { later } from '#infra/local/clock.ts';
import { environment, localServices } from '#test/support/local-services.ts';

const { clock, system } = localServices();

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
    const kept = system().aws.mailbox.get(MessageId ?? '');
    assert.ok(kept?.kind === 'sms');
    assert.deepEqual([kept.to, kept.text, kept.senderId], ['+33612345678', 'Bonjour & à bientôt', 'Relance']);
    await assert.rejects(sns.send(new PublishCommand({ PhoneNumber: '12', Message: 'x' })), {
      name: 'InvalidParameterException',
    });
  });

  test('F10: refuses what the account may not send', async () => {
    const { account } = system().aws;
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

  test('F16: a page uploads to the bucket of files and reads from it, by a signed address, and to no other', async () => {
    const command = new PutObjectCommand(object('from a page.csv'));
    const address = await getSignedUrl(s3, command, { expiresIn: 60 });
    const origin = system().url;
    const asks = { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'PUT' } };
    const preflight = await fetch(address, asks);
    assert.deepEqual(
      [preflight.status, preflight.headers.get('access-control-allow-methods')],
      [200, 'GET, PUT'],
    );
    const put = await fetch(address, { method: 'PUT', headers: { origin }, body: 'a,b' });
    assert.deepEqual([put.status, put.headers.get('access-control-allow-origin')], [200, '*']);
    const Bucket = environment('BUCKET_INBOUND_MAIL');
    const mail = await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key: 'm' }), { expiresIn: 60 });
    assert.equal((await fetch(mail, asks)).status, 403);
  });

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
    assert.equal(system().aws.objects.find(environment('BUCKET_FILES'), 'upload')?.size, 4);
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
