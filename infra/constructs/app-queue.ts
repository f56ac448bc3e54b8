import { Aws, Duration } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { DeduplicationScope, FifoThroughputLimit, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { maxReceives } from '#functions/manifest.ts';
import { resourceVariable } from '#shared/config/environment.ts';
import type { AppFunction } from './app-function.ts';
import { queueArn, queueUrl, type Names } from './names.ts';

type AppQueueProps = {
  name: string;
  names: Names;
  fifo: boolean;
  /** How long a message that was given out stays hidden: longer than its function may take. */
  visibilitySeconds: number;
  /** Where it lays aside what could not be worked off, unless it is FIFO: then in a queue of its own. */
  deadLetters: Queue;
};

/**
 * A queue that lays aside what could not be worked off, for 14 days, to be redriven (runbook, "Dead letters"): each message
 * names the queue that it came from, and goes back there.
 *
 * A FIFO queue deduplicates by content within its message group and orders by group at high throughput. There a failed
 * message holds up its whole group, so it comes back as soon as its function's time is up (`visibilitySecondsOf`).
 */
export class AppQueue extends Construct {
  readonly queue: Queue;
  /** Its ARN as made of its name, for stacks other than its own. */
  readonly arn: string;
  readonly #name: string;
  readonly #url: string;

  constructor(scope: Construct, { name, names, fifo, visibilitySeconds, deadLetters }: AppQueueProps) {
    super(scope, `${name}-queue`);
    this.#name = name;
    const queueName = names.queue(name, fifo);
    this.arn = queueArn(queueName);
    this.#url = queueUrl(queueName);
    this.queue = new Queue(this, 'queue', {
      queueName,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(visibilitySeconds),
      deadLetterQueue: {
        queue: fifo
          ? keepingQueue(this, 'dead-letters', { queueName: names.fifoDeadLetters(name), fifo })
          : deadLetters,
        maxReceiveCount: maxReceives,
      },
      ...(fifo && {
        fifo: true,
        contentBasedDeduplication: true,
        deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
        fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
      }),
    });
  }

  /** Lets a service of AWS put messages in, on behalf of one resource of this account. */
  takeFrom(service: string, sourceArn: string): void {
    this.queue.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal(service)],
        actions: ['sqs:SendMessage'],
        resources: [this.queue.queueArn],
        conditions: {
          ArnEquals: { 'aws:SourceArn': sourceArn },
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
        },
      }),
    );
  }

  /** Lets Lambda take messages out on behalf of a function, and take away those that it worked off. */
  grantConsumingTo(target: AppFunction): void {
    target.allow(
      new PolicyStatement({
        actions: [
          'sqs:ReceiveMessage',
          'sqs:ChangeMessageVisibility',
          'sqs:DeleteMessage',
          'sqs:GetQueueAttributes',
        ],
        resources: [this.arn],
      }),
    );
  }

  /** Lets a function put messages in, and tells it the queue's URL. */
  grantTo(target: AppFunction): void {
    target.setEnvironment(resourceVariable('QUEUE', this.#name), this.#url);
    target.allow(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.arn] }));
  }
}

/** A queue for what failed for good, which nobody reads but people. */
export function keepingQueue(
  scope: Construct,
  id: string,
  { queueName, fifo = false }: { queueName: string; fifo?: boolean },
): Queue {
  return new Queue(scope, id, {
    queueName,
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
    ...(fifo && { fifo: true }),
  });
}
