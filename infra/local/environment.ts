import { buckets, functionsAtOnce, queues } from '#functions/manifest.ts';
import { environmentNames, resourceVariable } from '#shared/config/environment.ts';
import * as names from './names.ts';

/** Where a local system listens. */
export type Endpoints = {
  aws: string;
  dynamodb: string;
  http: string;
  dns?: string | undefined;
  /** What connects the stand-ins of services. */
  standIns?: object | undefined;
  /** Folder of the console's built files; absent: this system has no console. */
  console?: string | undefined;
};

const keys = <Key extends string>(record: Readonly<Record<Key, unknown>>): Key[] =>
  Object.keys(record) as Key[];

/** The address of a queue as SQS gives it. */
export const queueUrl = (aws: string, physicalName: string): string =>
  `${aws}/${names.account}/${physicalName}`;

/** The environment that the stacks would give to every function, pointed at loopback. */
export function environmentOf(endpoints: Endpoints): Record<string, string> {
  return {
    AWS_REGION: names.region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL: endpoints.aws,
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    [environmentNames.logLevel]: 'warn',
    [environmentNames.stage]: names.stage,
    [environmentNames.organisation]: names.organisation,
    [environmentNames.from]: 'sales@relance.example',
    [environmentNames.domain]: names.domain,
    [environmentNames.replyDomain]: names.replyDomain,
    [environmentNames.publicUrl]: endpoints.http,
    [environmentNames.linkTarget]: names.linkTarget,
    [environmentNames.linkHost]: '*',
    [environmentNames.dnsServers]: endpoints.dns ?? '',
    [environmentNames.configurationSet]: names.configurationSet,
    [environmentNames.alarmTopicArn]: names.alarmTopicArn,
    [environmentNames.functionsAtOnce]: String(functionsAtOnce),
    [environmentNames.signInUrl]: endpoints.http,
    [environmentNames.consoleClientId]: names.consoleClient,
    [environmentNames.filesUrl]: `${endpoints.aws}/`,
    ...(endpoints.console !== undefined && { [environmentNames.consoleFolder]: endpoints.console }),
    [environmentNames.scheduleGroup]: names.scheduleGroup,
    [environmentNames.scheduleRoleArn]: names.scheduleRoleArn,
    [environmentNames.lanesQueueArn]: names.queueArn(names.queueName('lanes')),
    [environmentNames.linkSecretArn]: names.linkSecretArn,
    [environmentNames.credentialsPrefix]: names.credentialsPrefix,
    [environmentNames.standIns]: JSON.stringify(endpoints.standIns ?? {}),
    [environmentNames.webhookSecretArn]: names.webhookSecretArn,
    [environmentNames.webhookScheduleGroup]: names.webhookScheduleGroup,
    [environmentNames.webhookScheduleRoleArn]: names.webhookScheduleRoleArn,
    [environmentNames.webhooksQueueArn]: names.queueArn(names.queueName('webhooks')),
    [environmentNames.matchScheduleGroup]: names.matchScheduleGroup,
    [environmentNames.matchScheduleRoleArn]: names.matchScheduleRoleArn,
    [environmentNames.matchesQueueArn]: names.queueArn(names.queueName('matches')),
    // A receiver to try webhooks with runs on the same machine, without certificate.
    [environmentNames.webhookAllowedAddresses]: '127.0.0.1',
    ...Object.fromEntries(
      keys(buckets).map((name) => [resourceVariable('BUCKET', name), names.bucketName(name)]),
    ),
    ...Object.fromEntries(
      keys(queues).map((name) => [
        resourceVariable('QUEUE', name),
        queueUrl(endpoints.aws, names.queueName(name)),
      ]),
    ),
  };
}
