import { Stack, Validations, type App } from 'aws-cdk-lib';
import {
  eventStreams,
  queues,
  tellingBuckets,
  topics,
  visibilitySecondsOf,
  type QueueName,
  type TopicName,
} from '#functions/manifest.ts';
import { environmentNames } from '#shared/config/environment.ts';
import { AppBucket } from '../constructs/app-bucket.ts';
import { AppQueue, keepingQueue } from '../constructs/app-queue.ts';
import { EventStream } from '../constructs/event-stream.ts';
import { InboundMail } from '../constructs/inbound-mail.ts';
import { configurationSetArn, type Names } from '../constructs/names.ts';
import { OutgoingMail } from '../constructs/outgoing-mail.ts';
import { QueueSchedules } from '../constructs/queue-schedules.ts';
import { OutgoingTexts } from '../constructs/outgoing-texts.ts';
import { ServiceTopic } from '../constructs/service-topic.ts';
import { StepSchedules } from '../constructs/step-schedules.ts';
import type { DataStack } from './data.ts';
import { mapNames } from './map-names.ts';
import type { Stage } from './stage.ts';

/** Who publishes to a topic: SES, and of what becomes of texts the service that they go out by, where it tells. */
function publishersOf(topic: TopicName, { texts }: Stage): string[] {
  const ofTexts = topic === 'provider-events' && texts.by === 'end-user-messaging';
  return ['ses.amazonaws.com', ...(ofTexts ? ['sms-voice.amazonaws.com'] : [])];
}

/** What moves in a stage: queues, topics, schedules, and mail through SES in both directions. */
export class MessagingStack extends Stack {
  readonly queues: Record<QueueName, AppQueue>;
  /** Here and not with the others: S3 tries the queue that a bucket tells when it makes the bucket. */
  readonly buckets: Record<keyof typeof tellingBuckets, AppBucket>;
  readonly stepSchedules: StepSchedules;
  readonly webhookSchedules: QueueSchedules;
  readonly matchSchedules: QueueSchedules;
  readonly outgoingMail: OutgoingMail;
  readonly outgoingTexts: OutgoingTexts;

  constructor(app: App, stage: Stage, names: Names, data: DataStack) {
    super(app, names.stack('messaging'), {
      description: 'Relance: queues, topics, schedules, mail',
      terminationProtection: stage.keepsData,
    });
    const deadLetters = keepingQueue(this, 'dead-letters', { queueName: names.deadLetters });
    this.queues = mapNames(
      queues,
      (name, { fifo }) =>
        new AppQueue(this, { name, names, fifo, visibilitySeconds: visibilitySecondsOf(name), deadLetters }),
    );
    // Apart from the dead letters: SQS redrives nothing that did not come from a queue.
    Validations.of(keepingQueue(this, 'given-up', { queueName: names.givenUp })).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is the place of what failed: Lambda sends to it, and nobody reads it but people.',
    });
    const served = mapNames(
      topics,
      (name, { queue }) =>
        new ServiceTopic(this, {
          name,
          topicName: names.topic(name),
          publishers: publishersOf(name, stage),
          queue: this.queues[queue].queue,
        }),
    );
    const { keepsData } = stage;
    this.buckets = mapNames(tellingBuckets, (name, { tells: { queue, prefix }, ...rest }) => {
      const tells = { queue: this.queues[queue], prefix };
      return new AppBucket(this, { name, bucketName: names.bucket(name), keepsData, ...rest, tells });
    });
    const streams = mapNames(
      eventStreams,
      (name, { bucket, ...gathers }) =>
        new EventStream(this, `${name}-stream`, {
          streamName: names.eventStream(name),
          from: { service: 'ses.amazonaws.com', sourceArn: configurationSetArn(names.configurationSet) },
          bucket: this.buckets[bucket],
          prefix: tellingBuckets[bucket].tells.prefix,
          gathers,
          logGroupName: names.logGroup(name),
          keepsData,
        }),
    );
    this.stepSchedules = new StepSchedules(this, 'step-schedules', {
      groupName: names.scheduleGroup,
      lanes: this.queues.lanes,
    });
    this.webhookSchedules = new QueueSchedules(this, 'webhook-schedules', {
      groupName: names.webhookScheduleGroup,
      queue: this.queues.webhooks,
      purpose: 'wake up deliveries of webhooks',
      variables: {
        group: environmentNames.webhookScheduleGroup,
        roleArn: environmentNames.webhookScheduleRoleArn,
        queueArn: environmentNames.webhooksQueueArn,
      },
    });
    this.matchSchedules = new QueueSchedules(this, 'match-schedules', {
      groupName: names.matchScheduleGroup,
      queue: this.queues.matches,
      purpose: 'look again at what an automation may match',
      variables: {
        group: environmentNames.matchScheduleGroup,
        roleArn: environmentNames.matchScheduleRoleArn,
        queueArn: environmentNames.matchesQueueArn,
      },
      removable: true,
    });
    this.outgoingMail = new OutgoingMail(this, 'outgoing', {
      domain: stage.domain,
      configurationSetName: names.configurationSet,
      identity: stage.identity,
      keepsData,
      events: served['provider-events'].topic,
      bulk: streams['mail-events'],
    });
    this.outgoingTexts = new OutgoingTexts(this, 'texts', {
      service: stage.texts,
      configurationSetName: names.smsConfigurationSet,
      events: served['provider-events'].topic,
    });
    new InboundMail(this, 'inbound', {
      names,
      replyDomain: stage.replyDomain,
      bucket: data.buckets['inbound-mail'].bucket,
      topic: served['inbound-mail'].topic,
      receiptRuleSet: stage.receiptRuleSet,
    });
  }
}
