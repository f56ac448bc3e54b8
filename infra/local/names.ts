import type { BucketName, EventStreamName, QueueName, TopicName } from '#functions/manifest.ts';
import { queues } from '#functions/manifest.ts';
import { resourceName } from '#shared/config/environment.ts';
import type { TableName } from '#shared/tables/tables.ts';

/** Region and account that the local system pretends to be; SES message ids end in `@eu-west-1.amazonses.com`. */
export const region = 'eu-west-1';
export const account = '000000000000';
/** The stage that the local system is. */
export const stage = 'local';
const prefix = `relance-${stage}`;
/** The organisation that works on this machine. */
export const organisation = 'local';

export const tableName = (name: TableName): string => resourceName(stage, name);
export const bucketName = (name: BucketName): string => resourceName(stage, name);
export const eventStreamName = (name: EventStreamName): string => resourceName(stage, name);
/** Domain that mail is sent for. */
export const domain = 'relance.example';
/** Domain that the receipt rule of inbound mail matches. */
export const replyDomain = `reply.${domain}`;
/** Name that hosts of links point at. */
export const linkTarget = 'links.relance.example';
export const scheduleGroup = prefix;
export const webhookScheduleGroup = `${prefix}-webhooks`;
export const matchScheduleGroup = `${prefix}-matches`;
export const configurationSet = prefix;
/** Configuration set of End User Messaging, whose fake is there beside SNS. */
export const smsConfigurationSet = prefix;
export const scheduleRoleArn = `arn:aws:iam::${account}:role/${prefix}-scheduler`;
export const matchScheduleRoleArn = `arn:aws:iam::${account}:role/${prefix}-match-scheduler`;
export const webhookScheduleRoleArn = `arn:aws:iam::${account}:role/${prefix}-webhook-scheduler`;
export const webhookSecretArn = `arn:aws:secretsmanager:${region}:${account}:secret:${prefix}-webhooks-AbCdEf`;
/** What the names of secrets with credentials of connections begin with. */
export const credentialsPrefix = `${prefix}/connections/`;
export const linkSecretArn = `arn:aws:secretsmanager:${region}:${account}:secret:${prefix}-links-AbCdEf`;
export const topicArn = (name: TopicName): string => `arn:aws:sns:${region}:${account}:${prefix}-${name}`;

/** What the console signs people in as; the audience of their tokens is that of every client of the pool. */
export const consoleClient = `${prefix}-console`;

/** Topic that alarms would tell; there are none on one machine. */
export const alarmTopicArn = `arn:aws:sns:${region}:${account}:${prefix}-alarms`;

/** The queue's name as SQS wants it: FIFO queues end in `.fifo`. */
export const queueName = (name: QueueName): string => `${prefix}-${name}${queues[name].fifo ? '.fifo' : ''}`;
/** Where messages go that were received five times in vain. */
export const deadLetterName = (name: QueueName): string =>
  `${prefix}-${name}-dlq${queues[name].fifo ? '.fifo' : ''}`;
export const queueArn = (physicalName: string): string => `arn:aws:sqs:${region}:${account}:${physicalName}`;
