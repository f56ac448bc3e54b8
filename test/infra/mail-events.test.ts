import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as z from 'zod';
import { buckets } from '#functions/manifest.ts';
import { devStage, prodStage, resourcesOf, synthesize, type Resource } from './synthesized.ts';

const dev = synthesize(devStage);
const only = (type: string, about = ''): Resource => {
  const found = resourcesOf(dev, type).filter((one) => JSON.stringify(one).includes(about));
  assert.equal(found.length, 1, `${type} ${about}: ${found.length}`);
  return found[0]!;
};
const reference = z.object({ Ref: z.string() }).transform(({ Ref }) => `<${Ref.replace('AWS::', '')}>`);
const part = z.union([z.string(), reference]);
/** A value with what it refers to as text: `<Region>`, or the logical id of a resource. */
const plain: z.ZodType = z.union([
  part,
  z
    .object({ 'Fn::Join': z.tuple([z.string(), z.array(part)]) })
    .transform((one) => one['Fn::Join'][1].join('')),
  z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }).transform((one) => one['Fn::GetAtt'][0]),
  z.lazy(() => z.array(plain)),
  z.lazy(() => z.record(z.string(), plain)),
]);
const roleOf = (service: string): Resource => only('AWS::IAM::Role', `"${service}"`);
const statementsOf = ({ Properties }: Resource): { Action: unknown; Resource: unknown }[] =>
  Properties.Policies.flatMap(
    (policy: { PolicyDocument: { Statement: object[] } }) => policy.PolicyDocument.Statement,
  );

const bucket = only('AWS::S3::Bucket', 'relance-dev-mail-events');
const stream = only('AWS::KinesisFirehose::DeliveryStream');
const arnOfBucket = 'arn:<Partition>:s3:::relance-dev-mail-events-<AccountId>-<Region>';
const arnOfStream = 'arn:<Partition>:firehose:<Region>:<AccountId>:deliverystream/relance-dev-mail-events';

describe('events of mails that come in files', () => {
  test('are gathered for a minute at most, as lines that can be read in parts', () => {
    const { ExtendedS3DestinationConfiguration: to, DeliveryStreamType } = stream.Properties;
    assert.equal(DeliveryStreamType, 'DirectPut');
    assert.deepEqual(to.BufferingHints, { IntervalInSeconds: 60, SizeInMBs: 1 });
    assert.equal(to.CompressionFormat, 'UNCOMPRESSED');
    assert.equal(to.BucketARN['Fn::GetAtt'][0], bucket.logicalId);
  });

  test('tell the queue; what Firehose could not write does not', () => {
    const { prefix } = buckets['mail-events'].tells;
    const [told, ...others] = bucket.Properties.NotificationConfiguration.QueueConfigurations;
    assert.deepEqual(others, []);
    assert.equal(told.Event, 's3:ObjectCreated:*');
    assert.deepEqual(told.Filter.S3Key.Rules, [{ Name: 'prefix', Value: prefix }]);
    const { Prefix, ErrorOutputPrefix } = stream.Properties.ExtendedS3DestinationConfiguration;
    assert.ok(Prefix.startsWith(prefix));
    assert.ok(!ErrorOutputPrefix.startsWith(prefix));
  });

  test('the queue takes messages of that bucket of this account, and did so before S3 tries it', () => {
    const policy = only('AWS::SQS::QueuePolicy', 's3.amazonaws.com');
    const statement = policy.Properties.PolicyDocument.Statement.find(
      ({ Principal }: { Principal: object }) => JSON.stringify(Principal).includes('s3.amazonaws.com'),
    );
    assert.equal(statement.Action, 'sqs:SendMessage');
    assert.deepEqual(plain.parse(statement.Condition), {
      ArnEquals: { 'aws:SourceArn': arnOfBucket },
      StringEquals: { 'aws:SourceAccount': '<AccountId>' },
    });
    assert.ok([bucket.DependsOn].flat().includes(policy.logicalId));
    assert.equal(resourcesOf(dev, 'Custom::S3BucketNotifications').length, 0);
  });

  test('SES may put them to the stream for its own configuration set, in a role that is known when it is tried', () => {
    const roles = resourcesOf(dev, 'AWS::IAM::Role').filter((one) =>
      JSON.stringify(one).includes('firehose:PutRecordBatch'),
    );
    const [role] = roles;
    assert.ok(role !== undefined && roles.length === 1);
    const [trust] = role.Properties.AssumeRolePolicyDocument.Statement;
    assert.deepEqual(trust.Principal, { Service: 'ses.amazonaws.com' });
    assert.deepEqual(plain.parse(trust.Condition.StringEquals), {
      'aws:SourceAccount': '<AccountId>',
      'aws:SourceArn': 'arn:<Partition>:ses:<Region>:<AccountId>:configuration-set/relance-dev',
    });
    assert.deepEqual(plain.parse(statementsOf(role)), [
      { Action: 'firehose:PutRecordBatch', Effect: 'Allow', Resource: arnOfStream },
    ]);
    assert.ok([stream.DependsOn].flat().includes(role.logicalId));
    assert.equal(role.DependsOn, undefined);
  });

  test('Firehose may write files of the stream and look at its bucket, for this account', () => {
    const role = roleOf('firehose.amazonaws.com');
    const [trust] = role.Properties.AssumeRolePolicyDocument.Statement;
    assert.deepEqual(trust.Condition, { StringEquals: { 'sts:ExternalId': { Ref: 'AWS::AccountId' } } });
    const allowed = statementsOf(role).flatMap(({ Action, Resource: on }) =>
      [on]
        .flat()
        .flatMap((one) => [Action].flat().map((action) => `${String(action)} ${String(plain.parse(one))}`)),
    );
    const log = only('AWS::Logs::LogGroup', '/relance/dev/mail-events').logicalId;
    assert.deepEqual(allowed.toSorted(), [
      `logs:PutLogEvents ${log}`,
      `s3:AbortMultipartUpload ${arnOfBucket}/deliveries/*`,
      `s3:AbortMultipartUpload ${arnOfBucket}/failed/*`,
      `s3:GetBucketLocation ${arnOfBucket}`,
      `s3:GetObject ${arnOfBucket}/deliveries/*`,
      `s3:GetObject ${arnOfBucket}/failed/*`,
      `s3:ListBucket ${arnOfBucket}`,
      `s3:ListBucketMultipartUploads ${arnOfBucket}`,
      `s3:PutObject ${arnOfBucket}/deliveries/*`,
      `s3:PutObject ${arnOfBucket}/failed/*`,
    ]);
  });

  test('F9: are gone within four weeks, and stay for as long as a message about them that is put back once', () => {
    const [{ ExpirationInDays }] = bucket.Properties.LifecycleConfiguration.Rules;
    assert.equal(ExpirationInDays, 28);
    const kept = resourcesOf(dev, 'AWS::SQS::Queue').map(
      ({ Properties }) => Properties.MessageRetentionPeriod,
    );
    assert.ok(kept.every((seconds) => 2 * seconds <= ExpirationInDays * 86_400));
    assert.equal(bucket.Properties.VersioningConfiguration, undefined);
  });

  test('a bucket whose first deployment fails leaves its name free', () => {
    const prod = synthesize(prodStage);
    for (const { DeletionPolicy } of resourcesOf(prod, 'AWS::S3::Bucket'))
      assert.equal(DeletionPolicy, 'RetainExceptOnCreate');
  });
});
