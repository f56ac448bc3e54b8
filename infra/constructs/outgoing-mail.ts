import { Aws, CfnOutput, RemovalPolicy } from 'aws-cdk-lib';
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
import type { EventStream } from './event-stream.ts';
import { configurationSetArn } from './names.ts';

/**
 * The events that SES reports, each at once. `SEND` is left out on purpose: it costs one more event for every mail, and what
 * it would settle (an attempt whose outcome is unknown) is settled just as well by the delivery or bounce that follows.
 * `OPEN` and `CLICK` are left out because mails bear our own links and picture: with them, SES would put its own into
 * every mail as well, and each opening would be seen twice.
 */
const urgent = [
  EmailSendingEvent.BOUNCE,
  EmailSendingEvent.COMPLAINT,
  EmailSendingEvent.REJECT,
  EmailSendingEvent.RENDERING_FAILURE,
];
/** Those that nearly every mail has and nobody waits for: they are gathered in files (0047). */
const bulky = [EmailSendingEvent.DELIVERY, EmailSendingEvent.DELIVERY_DELAY];

/** Tags by which identities are known that functions may send from. */
const identityTags = ['relance:organisation', 'relance:stage'];

const ses = `arn:${Aws.PARTITION}:ses:${Aws.REGION}:${Aws.ACCOUNT_ID}`;

type OutgoingMailProps = {
  domain: string;
  configurationSetName: string;
  identity: 'create' | 'existing';
  /** The domain stays registered when the stack goes. */
  keepsData: boolean;
  events: Topic;
  /** Where events go that are many and not urgent. */
  bulk: EventStream;
};

/** What SES needs to send for the stage: the domain as an identity, and a configuration set that reports to a topic and a stream. */
export class OutgoingMail extends Construct {
  readonly #configurationSetName: string;
  readonly #domain: string;

  constructor(scope: Construct, id: string, props: OutgoingMailProps) {
    super(scope, id);
    this.#configurationSetName = props.configurationSetName;
    this.#domain = props.domain;
    const set = new ConfigurationSet(this, 'configuration-set', {
      configurationSetName: props.configurationSetName,
      reputationMetrics: true,
      // Our own list leads: what an admin lifts there must not be held back by another (0030).
      disableSuppressionList: true,
      tlsPolicy: ConfigurationSetTlsPolicy.OPTIONAL,
    });
    const destination = set.addEventDestination('events', {
      destination: EventDestination.snsTopic(props.events),
      events: urgent,
    });
    // SES publishes a trial message while it makes the destination: the topic's policy must be there before.
    destination.node.addDependency(props.events);
    const files = set.addEventDestination('files', {
      destination: EventDestination.firehoseDeliveryStream({
        deliveryStream: props.bulk.stream,
        role: props.bulk.publisher,
      }),
      events: bulky,
    });
    files.node.addDependency(props.bulk);
    // What a stage told the topic before goes on being told there until it is told to the stream: twice rather than never.
    destination.node.addDependency(files);
    if (props.identity === 'create') this.#register(props.domain, props.keepsData);
  }

  #register(domain: string, keepsData: boolean): void {
    const identity = new EmailIdentity(this, 'identity', {
      identity: Identity.domain(domain),
      mailFromDomain: `bounce.${domain}`,
      mailFromBehaviorOnMxFailure: MailFromBehaviorOnMxFailure.USE_DEFAULT_VALUE,
      // Bounces and complaints come as events; a mail of each would go to whom the mail came from.
      feedbackForwarding: false,
    });
    // Without it neither this stage nor another of the domain could send, and its DNS records might no longer be right.
    identity.applyRemovalPolicy(keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY);
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
   * Lets a function send mail through the configuration set, at the send rate of the account, and tells it the set's
   * name: from the domain of the stage, and from identities that bear a tag of ours, as those do that organisations
   * register while the stage runs. An account has other identities too, which are nobody's to send from here.
   */
  grantTo(target: AppFunction): void {
    target.setEnvironment(environmentNames.configurationSet, this.#configurationSetName);
    target.allow(
      new PolicyStatement({
        actions: ['ses:SendEmail'],
        resources: [
          configurationSetArn(this.#configurationSetName),
          `${ses}:identity/${this.#domain}`,
          `${ses}:identity/*.${this.#domain}`,
          `${ses}:identity/*@${this.#domain}`,
        ],
      }),
      'Subdomains and addresses of the domain may be identities of their own; the statement names the domain.',
    );
    for (const tag of identityTags)
      target.allow(
        new PolicyStatement({
          actions: ['ses:SendEmail'],
          resources: [`${ses}:identity/*`],
          conditions: { Null: { [`aws:ResourceTag/${tag}`]: 'false' } },
        }),
        'Organisations register their own sending domains while the stage runs: they are known by their tag.',
      );
    target.allow(
      new PolicyStatement({ actions: ['ses:GetAccount'], resources: ['*'] }),
      'The send rate is one of the whole account: the action knows no resources.',
    );
  }

  /** Lets a function read how the account stands with SES, and how its domain and configuration set are made. */
  grantReadTo(target: AppFunction): void {
    target.setEnvironment(environmentNames.configurationSet, this.#configurationSetName);
    target.allow(
      new PolicyStatement({
        actions: ['ses:GetConfigurationSet', 'ses:GetEmailIdentity'],
        resources: [configurationSetArn(this.#configurationSetName), `${ses}:identity/${this.#domain}`],
      }),
    );
    target.allow(
      new PolicyStatement({ actions: ['ses:GetAccount'], resources: ['*'] }),
      'The standing is one of the whole account: the action knows no resources.',
    );
  }

  /**
   * Lets a function register, read and forget domains: register them with the tag of an organisation, forget those alone
   * that bear it, and end that SES mails bounces to senders, of those that bear a tag of ours. Whose a domain is that was
   * registered otherwise is proved by its DNS, so that any may be read, and be told where its bounces go.
   */
  grantIdentitiesTo(target: AppFunction): void {
    target.allow(
      new PolicyStatement({
        actions: ['ses:GetEmailIdentity', 'ses:PutEmailIdentityMailFromAttributes'],
        resources: [`${ses}:identity/*`],
      }),
      'Organisations register their own sending domains while the stage runs; none can be named beforehand.',
    );
    target.allow(
      new PolicyStatement({
        actions: ['ses:CreateEmailIdentity', 'ses:TagResource'],
        resources: [`${ses}:identity/*`],
        conditions: { Null: { 'aws:RequestTag/relance:organisation': 'false' } },
      }),
      'A domain to register is not known beforehand; it must be given the tag of its organisation.',
    );
    for (const tag of identityTags)
      target.allow(
        new PolicyStatement({
          actions: ['ses:PutEmailIdentityFeedbackAttributes'],
          resources: [`${ses}:identity/*`],
          conditions: { Null: { [`aws:ResourceTag/${tag}`]: 'false' } },
        }),
        'Of all domains of the account, those alone that functions send from, which are known by their tag.',
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
