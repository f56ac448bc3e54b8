import { Aws, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  CfnBucket,
  HttpMethods,
  type IBucket,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { resourceVariable } from '#shared/config/environment.ts';
import type { BucketAccess } from '#functions/function-definition.ts';
import type { AppFunction } from './app-function.ts';
import type { AppQueue } from './app-queue.ts';

type AppBucketProps = {
  name: string;
  bucketName: string;
  expireDays: number;
  keepsData: boolean;
  /** A page may upload to it and fetch from it, with an address that was signed for that. */
  fromPages: boolean;
  /** The queue that is told of each file whose key begins so, in the same stack. */
  tells?: { queue: AppQueue; prefix: string };
};

const actionsOf: Record<BucketAccess, string[]> = {
  read: ['s3:GetObject'],
  readWrite: ['s3:GetObject', 's3:PutObject'],
  remove: ['s3:DeleteObject'],
};

/** A private bucket whose objects go by themselves after `expireDays`. */
export class AppBucket extends Construct {
  readonly bucket: IBucket;
  /** Its ARN as made of its name. */
  readonly arn: string;
  readonly #name: string;
  readonly #bucketName: string;

  constructor(
    scope: Construct,
    { name, bucketName, expireDays, keepsData, fromPages, tells }: AppBucketProps,
  ) {
    super(scope, `${name}-bucket`);
    this.#name = name;
    this.#bucketName = bucketName;
    this.arn = `arn:${Aws.PARTITION}:s3:::${bucketName}`;
    const bucket = new Bucket(this, 'bucket', {
      bucketName,
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      lifecycleRules: [
        { expiration: Duration.days(expireDays), abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
      ...(fromPages && {
        cors: [
          {
            allowedMethods: [HttpMethods.GET, HttpMethods.PUT],
            allowedOrigins: ['*'],
            allowedHeaders: ['content-type'],
            maxAge: 3600,
          },
        ],
      }),
      // The name of one whose first deployment fails is free again.
      removalPolicy: keepsData ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
    });
    // CDK's own classes do not fit its interfaces under exactOptionalPropertyTypes.
    this.bucket = bucket as IBucket;
    if (tells !== undefined) this.#tell(bucket, tells);
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason: `Objects live ${expireDays} days and only the stage's functions may read them; who wants every access on record turns on CloudTrail data events.`,
    });
  }

  /** What its signed addresses begin with. */
  get url(): string {
    return `https://s3.${Aws.REGION}.${Aws.URL_SUFFIX}/${this.#bucketName}/`;
  }

  /** Lets a function use the objects, and tells it the bucket's name. */
  grantTo(target: AppFunction, access: BucketAccess): void {
    target.setEnvironment(resourceVariable('BUCKET', this.#name), this.#bucketName);
    target.allow(
      new PolicyStatement({
        actions: actionsOf[access],
        resources: [`${this.arn}/*`],
      }),
      'Object keys are made at run time; the statement names the bucket.',
    );
    if (access === 'remove') return;
    // Without it S3 answers "forbidden" for an object that is not there (any more), instead of "not found".
    target.allow(
      new PolicyStatement({
        actions: ['s3:ListBucket'],
        resources: [this.arn],
      }),
    );
  }

  /**
   * Has S3 tell a queue of files that come. CDK's own way to do so is a Lambda function that belongs to nobody. S3 tries the
   * queue when it is told to: the queue's policy, which names this bucket, must be there before.
   */
  #tell(bucket: Bucket, { queue, prefix }: NonNullable<AppBucketProps['tells']>): void {
    queue.takeFrom('s3.amazonaws.com', this.arn);
    const resource = bucket.node.defaultChild;
    if (!(resource instanceof CfnBucket)) throw new Error(`The bucket ${this.#name} is no resource.`);
    resource.notificationConfiguration = {
      queueConfigurations: [
        {
          event: 's3:ObjectCreated:*',
          queue: queue.queue.queueArn,
          filter: { s3Key: { rules: [{ name: 'prefix', value: prefix }] } },
        },
      ],
    };
    resource.node.addDependency(queue.queue);
  }
}
