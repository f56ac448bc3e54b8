import { Aws, CfnOutput } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnConfigurationSet } from 'aws-cdk-lib/aws-smsvoice';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { environmentNames } from '#shared/config/environment.ts';
import type { AppFunction } from './app-function.ts';

/** What texts go out by. `identity`: what they are sent from; undefined: AWS chooses among those of the account. */
export type TextService = { by: 'sns' } | { by: 'end-user-messaging'; identity: string | undefined };

/**
 * The last words on a text. Those on its way (queued, pending) are left out on purpose: each costs a notification, and the
 * last one settles an attempt whose outcome is unknown just as well.
 */
const reported = [
  'TEXT_DELIVERED',
  'TEXT_SUCCESSFUL',
  'TEXT_UNKNOWN',
  'TEXT_BLOCKED',
  'TEXT_CARRIER_BLOCKED',
  'TEXT_CARRIER_UNREACHABLE',
  'TEXT_INVALID',
  'TEXT_INVALID_MESSAGE',
  'TEXT_PROTECT_BLOCKED',
  'TEXT_SPAM',
  'TEXT_TTL_EXPIRED',
  'TEXT_UNREACHABLE',
];

const smsVoice = `arn:${Aws.PARTITION}:sms-voice:${Aws.REGION}:${Aws.ACCOUNT_ID}`;

type OutgoingTextsProps = { service: TextService; configurationSetName: string; events: Topic };

/** What the stage needs to send texts: nothing with SNS; else a configuration set that reports to a topic. */
export class OutgoingTexts extends Construct {
  readonly #service: TextService;
  readonly #configurationSetName: string;

  constructor(scope: Construct, id: string, props: OutgoingTextsProps) {
    super(scope, id);
    this.#service = props.service;
    this.#configurationSetName = props.configurationSetName;
    if (props.service.by === 'sns') return;
    const set = new CfnConfigurationSet(this, 'configuration-set', {
      configurationSetName: props.configurationSetName,
      eventDestinations: [
        {
          eventDestinationName: 'events',
          enabled: true,
          matchingEventTypes: reported,
          snsDestination: { topicArn: props.events.topicArn },
        },
      ],
    });
    // The topic's policy must be there before anything is published.
    set.node.addDependency(props.events);
    new CfnOutput(this, 'TextRepliesTopic', {
      description: 'Topic that two-way numbers publish to, so that STOP comes in',
      value: props.events.topicArn,
    });
  }

  /** Lets a function send texts, and tells it by what. */
  grantTo(target: AppFunction): void {
    if (this.#service.by === 'sns') {
      // A text goes to a phone number, which is no resource: everything that is not a topic.
      target.allow(
        new PolicyStatement({ actions: ['sns:Publish'], notResources: [`arn:${Aws.PARTITION}:sns:*:*:*`] }),
      );
      return;
    }
    const { identity } = this.#service;
    target.setEnvironment(environmentNames.smsConfigurationSet, this.#configurationSetName);
    if (identity !== undefined) target.setEnvironment(environmentNames.smsIdentity, identity);
    target.allow(
      new PolicyStatement({
        actions: ['sms-voice:SendTextMessage'],
        resources: [
          `${smsVoice}:configuration-set/${this.#configurationSetName}`,
          ...resourcesOf(identity).map((name) => `${smsVoice}:${name}`),
        ],
      }),
      identity === undefined
        ? 'What texts are sent from is not said, so that AWS chooses by country among what the account has.'
        : 'A sender id is one resource for each country.',
    );
  }

  /** Lets a function read how the account stands with the service that texts go out by. */
  grantReadTo(target: AppFunction): void {
    if (this.#service.by === 'end-user-messaging')
      target.setEnvironment(environmentNames.smsConfigurationSet, this.#configurationSetName);
    const actions =
      this.#service.by === 'sns'
        ? ['sns:GetSMSAttributes', 'sns:GetSMSSandboxAccountStatus']
        : ['sms-voice:DescribeAccountAttributes', 'sms-voice:DescribeSpendLimits'];
    target.allow(
      new PolicyStatement({ actions, resources: ['*'] }),
      'The standing is one of the whole account: these actions know no resources.',
    );
  }
}

/** What a text may be sent from, as AWS names the resources. */
function resourcesOf(identity: string | undefined): string[] {
  if (identity === undefined) return ['pool/*', 'phone-number/*', 'sender-id/*'];
  if (identity.startsWith('pool-')) return [`pool/${identity}`];
  return identity.startsWith('phone-') ? [`phone-number/${identity}`] : [`sender-id/${identity}/*`];
}
