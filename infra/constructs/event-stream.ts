import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnDeliveryStream, DeliveryStream, type IDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { LogGroup, LogStream, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { AppBucket } from './app-bucket.ts';
import { explainWildcard } from './explain-wildcard.ts';
import { eventStreamArn } from './names.ts';

/** Where what cannot be written is put, out of what the queue is told of. */
const FAILED_PREFIX = 'failed/';

type EventStreamProps = {
  streamName: string;
  /** Who puts records to it: a service, on behalf of one resource of this account. */
  from: { service: string; sourceArn: string };
  bucket: AppBucket;
  /** What the keys of files begin with. */
  prefix: string;
  /** A file is written when it has gathered for so long, or so much: hints, of which Firehose may make more. */
  gathers: { seconds: number; megabytes: number };
  logGroupName: string;
  keepsData: boolean;
};

/**
 * A stream of Amazon Data Firehose that services of this account put records to, and that writes them to a bucket as files,
 * as they come. It tells of files that it could not write in its log.
 */
export class EventStream extends Construct {
  readonly stream: IDeliveryStream;
  /** The role in which records are put to it. */
  readonly publisher: Role;
  readonly #arn: string;

  constructor(scope: Construct, id: string, props: EventStreamProps) {
    super(scope, id);
    const { streamName, from, bucket, prefix, gathers, logGroupName, keepsData } = props;
    this.#arn = eventStreamArn(streamName);
    this.publisher = this.#publisher(from);
    const logGroup = new LogGroup(this, 'log', {
      logGroupName,
      retention: keepsData ? RetentionDays.THREE_MONTHS : RetentionDays.TWO_WEEKS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const log = new LogStream(this, 'log-of-files', { logGroup, removalPolicy: RemovalPolicy.DESTROY });
    const stream = new CfnDeliveryStream(this, 'stream', {
      deliveryStreamName: streamName,
      deliveryStreamType: 'DirectPut',
      deliveryStreamEncryptionConfigurationInput: { keyType: 'AWS_OWNED_CMK' },
      extendedS3DestinationConfiguration: {
        bucketArn: bucket.bucket.bucketArn,
        roleArn: this.#writer(bucket, prefix, logGroup).roleArn,
        bufferingHints: { intervalInSeconds: gathers.seconds, sizeInMBs: gathers.megabytes },
        // Files are read in parts, which those that are packed cannot be; they are gone within minutes.
        compressionFormat: 'UNCOMPRESSED',
        prefix: `${prefix}!{timestamp:yyyy/MM/dd/HH}/`,
        errorOutputPrefix: `${FAILED_PREFIX}!{firehose:error-output-type}/`,
        cloudWatchLoggingOptions: {
          enabled: true,
          logGroupName: logGroup.logGroupName,
          logStreamName: log.logStreamName,
        },
      },
    });
    // SES tries the role when it is told of it, and IAM takes seconds to make one known: a stream takes longer to be made.
    stream.node.addDependency(this.publisher);
    this.stream = DeliveryStream.fromDeliveryStreamArn(this, 'by-arn', this.#arn);
  }

  #publisher({ service, sourceArn }: EventStreamProps['from']): Role {
    return new Role(this, 'publisher', {
      description: 'Lets a service put events to a stream',
      assumedBy: new ServicePrincipal(service, {
        conditions: {
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID, 'aws:SourceArn': sourceArn },
        },
      }),
      inlinePolicies: {
        events: new PolicyDocument({
          statements: [new PolicyStatement({ actions: ['firehose:PutRecordBatch'], resources: [this.#arn] })],
        }),
      },
    });
  }

  /** Who writes the files: Firehose, for streams of this account. Its rights are part of it, and there before the stream. */
  #writer({ arn }: AppBucket, prefix: string, logGroup: LogGroup): Role {
    const files = [prefix, FAILED_PREFIX].map((begin) => `${arn}/${begin}*`);
    const role = new Role(this, 'writer', {
      description: 'Lets Firehose write events to files',
      assumedBy: new ServicePrincipal('firehose.amazonaws.com', {
        conditions: { StringEquals: { 'sts:ExternalId': Aws.ACCOUNT_ID } },
      }),
      inlinePolicies: {
        // https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-s3
        files: new PolicyDocument({
          statements: [
            new PolicyStatement({
              actions: ['s3:PutObject', 's3:GetObject', 's3:AbortMultipartUpload'],
              resources: files,
            }),
            new PolicyStatement({
              actions: ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'],
              resources: [arn],
            }),
            new PolicyStatement({ actions: ['logs:PutLogEvents'], resources: [logGroup.logGroupArn] }),
          ],
        }),
      },
    });
    for (const resource of files)
      explainWildcard(
        role,
        resource,
        'Firehose makes the keys of files; the statement says what they begin with.',
      );
    return role;
  }
}
