import { Aws } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

type ServiceTopicProps = {
  name: string;
  topicName: string;
  publishers: readonly string[];
  queue?: Queue | undefined;
};

/**
 * A topic that AWS services of this account publish to, over TLS only, and that feeds at most one queue. Messages
 * arrive in the queue inside SNS's own envelope. SES and CloudWatch cannot use the key that AWS manages for SNS, so a
 * topic has no key beyond SNS's own encryption of its disks.
 */
export class ServiceTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, { name, topicName, publishers, queue }: ServiceTopicProps) {
    super(scope, `${name}-topic`);
    this.topic = new Topic(this, 'topic', { topicName, enforceSSL: true });
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: publishers.map((publisher) => new ServicePrincipal(publisher)),
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    if (queue !== undefined) this.topic.addSubscription(new SqsSubscription(queue));
  }
}
