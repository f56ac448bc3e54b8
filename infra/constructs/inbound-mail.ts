import { Aws, CfnOutput } from 'aws-cdk-lib';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { ReceiptRule, ReceiptRuleSet, TlsPolicy } from 'aws-cdk-lib/aws-ses';
import { S3 } from 'aws-cdk-lib/aws-ses-actions';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { ActiveReceiptRuleSet } from './active-receipt-rule-set.ts';
import type { Names } from './names.ts';

type InboundMailProps = {
  names: Names;
  /** Every address of this domain is taken in. */
  replyDomain: string;
  bucket: IBucket;
  topic: Topic;
  /** An active rule set to join; without it the stage brings its own. */
  receiptRuleSet: string | undefined;
};

/** Mail to the reply domain: kept raw in the bucket, told to the topic. */
export class InboundMail extends Construct {
  constructor(scope: Construct, id: string, props: InboundMailProps) {
    super(scope, id);
    const ruleSet =
      props.receiptRuleSet === undefined
        ? new ReceiptRuleSet(this, 'rule-set', { receiptRuleSetName: props.names.receiptRuleSet })
        : ReceiptRuleSet.fromReceiptRuleSetName(this, 'rule-set', props.receiptRuleSet);
    const rule = new ReceiptRule(this, 'rule', {
      ruleSet,
      recipients: [props.replyDomain],
      scanEnabled: true,
      tlsPolicy: TlsPolicy.OPTIONAL,
      actions: [new S3({ bucket: props.bucket, topic: props.topic })],
    });
    rule.node.addDependency(props.topic);
    if (props.receiptRuleSet === undefined)
      new ActiveReceiptRuleSet(this, 'active', props.names).node.addDependency(rule);
    new CfnOutput(this, 'ReplyRecord', {
      description: 'MX to add to the DNS of the domain, so that replies come in',
      value: `${props.replyDomain} MX 10 inbound-smtp.${Aws.REGION}.amazonaws.com`,
    });
  }
}
