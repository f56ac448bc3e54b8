import { Aws } from 'aws-cdk-lib';
import { resourceName } from '#shared/config/environment.ts';

/**
 * Physical names of a stage's resources. They are fixed so that alarms, dashboards and the runbook can name a resource
 * without tying stacks together, and so that a change that would replace a table fails instead of leaving an empty one.
 */
export function namesOf(stage: string) {
  const own = (name: string) => resourceName(stage, name);
  const suffix = (fifo: boolean) => (fifo ? '.fifo' : '');
  return {
    stack: own,
    table: own,
    function: own,
    topic: own,
    eventStream: own,
    queue: (name: string, fifo: boolean) => `${own(name)}${suffix(fifo)}`,
    /** What all standard queues lay aside; a FIFO queue can do so in a FIFO queue alone. */
    deadLetters: own('dead-letters'),
    fifoDeadLetters: (name: string) => `${own(name)}-dead${suffix(true)}`,
    /** What Lambda gave up: positions in streams, and calls at a rate that died. */
    givenUp: own('given-up'),
    /** Bucket names are global: account and Region keep two owners of a stage apart. */
    bucket: (name: string) => `${own(name)}-${Aws.ACCOUNT_ID}-${Aws.REGION}`,
    alarm: own,
    /** Namespace of the stage's own metrics. */
    metrics: `Relance/${stage}`,
    logGroup: (name: string) => `/relance/${stage}/${name}`,
    receiptRuleSet: `relance-${stage}`,
    userPool: `relance-${stage}`,
    api: `relance-${stage}`,
    configurationSet: `relance-${stage}`,
    smsConfigurationSet: `relance-${stage}`,
    scheduleGroup: `relance-${stage}`,
    webhookScheduleGroup: `relance-${stage}-webhooks`,
    matchScheduleGroup: `relance-${stage}-matches`,
    dashboard: `relance-${stage}`,
    /** The saved query for the errors of all functions. */
    errorsQuery: `relance-${stage}/errors`,
    /** What the names of secrets with credentials of connections begin with. */
    credentials: `relance-${stage}/connections/`,
  };
}

/**
 * The ARN and the URL of what a stage names, as AWS makes them. A stack that uses another's table or queue says them
 * instead of importing them, so that no stack holds another: each can go back to an older version by itself.
 */
export const tableArn = (tableName: string): string => arn('dynamodb', `table/${tableName}`);
export const queueArn = (queueName: string): string => arn('sqs', queueName);
export const eventStreamArn = (streamName: string): string => arn('firehose', `deliverystream/${streamName}`);
export const queueUrl = (queueName: string): string =>
  `https://sqs.${Aws.REGION}.${Aws.URL_SUFFIX}/${Aws.ACCOUNT_ID}/${queueName}`;

export const configurationSetArn = (name: string): string => arn('ses', `configuration-set/${name}`);

/** Every secret whose name begins so. */
export const secretsArn = (prefix: string): string => arn('secretsmanager', `secret:${prefix}*`);

function arn(service: string, resource: string): string {
  return `arn:${Aws.PARTITION}:${service}:${Aws.REGION}:${Aws.ACCOUNT_ID}:${resource}`;
}

export type Names = ReturnType<typeof namesOf>;
