import { Aws, CfnOutput } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  MailFromBehaviorOnMxFailure,
} from 'aws-cdk-lib/aws-ses';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { environmentNames } from '#shared/config/environment.ts';
import type { AppFunction } from './app-function.ts';

/**
 * The events that SES reports. `SEND` is left out on purpose: it costs one more notification for every mail, and what
 * it would settle (an attempt whose outcome is unknown) is settled just as well by the delivery or bounce that follows.
 * `OPEN` and `CLICK` are left out because mails bear our own links and picture: with them, SES would put its own into
 * every mail as well, and each opening would be seen twice.
 */
const reported = [
  EmailSendingEvent.DELIVERY,
  EmailSendingEvent.BOUNCE,
  EmailSendingEvent.COMPLAINT,
  EmailSendingEvent.REJECT,
  EmailSendingEvent.DELIVERY_DELAY,
  EmailSendingEvent.RENDERING_FAILURE,
];

const ses = `arn:${Aws.PARTITION}:ses:${Aws.REGION}:${Aws.ACCOUNT_ID}`;

type OutgoingMailProps = {
  domain: string;
  configurationSetName: string;
  identity: 'create' | 'existing';
  events: Topic;
};

/** What SES needs to send for the stage: the domain as an identity, and a configuration set that reports to a topic. */
export class OutgoingMail extends Construct {
  readonly #configurationSetName: string;

  constructor(scope: Construct, id: string, props: OutgoingMailProps) {
    super(scope, id);
    this.#configurationSetName = props.configurationSetName;
    const set = new ConfigurationSet(this, 'configuration-set', {
      configurationSetName: props.configurationSetName,
      reputationMetrics: true,
      // Our own list leads: what an admin lifts there must not be held back by another (0030).
      disableSuppressionList: true,
      tlsPolicy: ConfigurationSetTlsPolicy.OPTIONAL,
    });
    const destination = set.addEventDestination('events', {
      destination: EventDestination.snsTopic(props.events),
      events: reported,
    });
    // SES publishes a trial message while it makes the destination: the topic's policy must be there before.
    destination.node.addDependency(props.events);
    if (props.identity === 'create') this.#register(props.domain);
  }

  #register(domain: string): void {
    const identity = new EmailIdentity(this, 'identity', {
      identity: Identity.domain(domain),
      mailFromDomain: `bounce.${domain}`,
      mailFromBehaviorOnMxFailure: MailFromBehaviorOnMxFailure.USE_DEFAULT_VALUE,
    });
    identity.dkimRecords.forEach(({ name, value }, index) => {
      new CfnOutput(this, `DkimRecord${index + 1}`, {
        description: 'CNAME to add to the DNS of the domain, so that SES may sign for it',
        value: `${name} CNAME ${value}`,
      });
    });
    new CfnOutput(this, 'MailFromRecords', {
      description: 'MX and TXT to add to the DNS of the domain, so that bounces come back to SES',
      value: `bounce.${domain} MX 10 feedback-smtp.${Aws.REGION}.amazonses.com; bounce.${domain} TXT "v=spf1 include:amazonses.com ~all"`,
    });
  }

  /**
   * Lets a function send mail through the configuration set, at the send rate of the account, and tells it the set's name. From any domain of the
   * account: organisations register their own while the stage runs.
   */
  grantTo(target: AppFunction): void {
    target.setEnvironment(environmentNames.configurationSet, this.#configurationSetName);
    target.allow(
      new PolicyStatement({
        actions: ['ses:SendEmail'],
        resources: [`${ses}:identity/*`, `${ses}:configuration-set/${this.#configurationSetName}`],
      }),
      'Organisations register their own sending domains while the stage runs; none can be named beforehand.',
    );
    target.allow(
      new PolicyStatement({ actions: ['ses:GetAccount'], resources: ['*'] }),
      'The send rate is one of the whole account: the action knows no resources.',
    );
  }

  /** Lets a function register, read and forget domains. It forgets those alone that bear its tag. */
  grantIdentitiesTo(target: AppFunction): void {
    target.allow(
      new PolicyStatement({
        actions: [
          'ses:CreateEmailIdentity',
          'ses:GetEmailIdentity',
          'ses:PutEmailIdentityMailFromAttributes',
          'ses:TagResource',
        ],
        resources: [`${ses}:identity/*`],
      }),
      'Organisations register their own sending domains while the stage runs; none can be named beforehand.',
    );
    target.allow(
      new PolicyStatement({
        actions: ['ses:DeleteEmailIdentity'],
        resources: [`${ses}:identity/*`],
        conditions: { Null: { 'aws:ResourceTag/relance:organisation': 'false' } },
      }),
      'Of all domains of the account, those alone that an organisation registered here, which bear its tag.',
    );
  }
}
