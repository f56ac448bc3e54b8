/**
 * Names of the environment variables that a function gets; set by infra/stacks in AWS and by infra/local on one machine.
 * Queues: `QUEUE_<NAME>` (its URL), buckets: `BUCKET_<NAME>`, names in capitals with `_` for `-`. Tables are named by the
 * stage: a variable for each would fill what Lambda allows a function, 4 KB in all.
 */
export const environmentNames = {
  stage: 'RELANCE_STAGE',
  /** Organisation that mails and events without marks of ours are looked up in. */
  organisation: 'RELANCE_ORGANISATION',
  /** Default sending address, such as `sales@example.com`; its domain must be verified in SES. */
  from: 'RELANCE_FROM',
  /** Domain that mail is sent for, such as `example.com`. */
  domain: 'RELANCE_DOMAIN',
  /** Domain that receives replies, such as `reply.example.com`. */
  replyDomain: 'RELANCE_REPLY_DOMAIN',
  /** Public base URL of the HTTP API, for unsubscribe links. */
  publicUrl: 'RELANCE_PUBLIC_URL',
  /** Name that hosts of links in mails point at, such as `d-abc.execute-api.eu-west-1.amazonaws.com` (A8). */
  linkTarget: 'RELANCE_LINK_TARGET',
  /** Host of links that the API answers for with a certificate; `*`: any; empty: none yet. */
  linkHost: 'RELANCE_LINK_HOST',
  /** Name servers to ask, separated by commas, in place of the system's own. Set by the local system alone. */
  dnsServers: 'RELANCE_DNS_SERVERS',
  /** Least level that is logged: info (where nothing is set), warn, error or silent. */
  logLevel: 'RELANCE_LOG_LEVEL',
  configurationSet: 'RELANCE_CONFIGURATION_SET',
  /** Configuration set of AWS End User Messaging; where it is not set, texts go out by SNS. */
  smsConfigurationSet: 'RELANCE_SMS_CONFIGURATION_SET',
  /** What its texts are sent from: a pool, a phone number or a sender id; AWS chooses where it is not set. */
  smsIdentity: 'RELANCE_SMS_IDENTITY',
  /** Topic that alarms tell: its ARN. */
  alarmTopicArn: 'RELANCE_ALARM_TOPIC_ARN',
  /** As many functions as a stage starts at once when it is busy. */
  functionsAtOnce: 'RELANCE_FUNCTIONS_AT_ONCE',
  /** Where people sign in: the address below which `/oauth2/authorize`, `/oauth2/token` and `/logout` lie. */
  signInUrl: 'RELANCE_SIGN_IN_URL',
  /** What the console signs people in as. */
  consoleClientId: 'RELANCE_CONSOLE_CLIENT_ID',
  /** What the names of the secrets that hold credentials of connections begin with. */
  credentialsPrefix: 'RELANCE_CREDENTIALS_PREFIX',
  /** What connects the stand-ins of services, as JSON by kind. Set by the local system alone. */
  standIns: 'RELANCE_STAND_INS',
  /** What the signed addresses of the bucket `files` begin with. */
  filesUrl: 'RELANCE_FILES_URL',
  /** Where the console's built files are. Set by the local system alone: in AWS they lie beside the function. */
  consoleFolder: 'RELANCE_CONSOLE_FOLDER',
  /** User pool of the stage; set for functions that follow it. */
  userPoolId: 'RELANCE_USER_POOL_ID',
  /** Scheduler group of the stage. */
  scheduleGroup: 'RELANCE_SCHEDULE_GROUP',
  /** Role that Scheduler assumes to send to the queue `lanes`. */
  scheduleRoleArn: 'RELANCE_SCHEDULE_ROLE_ARN',
  /** ARN of the queue `lanes`, target of the schedules. */
  lanesQueueArn: 'RELANCE_LANES_QUEUE_ARN',
  /** Secret that signs public links: its Secrets Manager ARN in AWS (fetched once per cold start). */
  linkSecretArn: 'RELANCE_LINK_SECRET_ARN',
  /** Key that signs webhooks and seals their headers: its Secrets Manager ARN in AWS (fetched once per cold start). */
  webhookSecretArn: 'RELANCE_WEBHOOK_SECRET_ARN',
  /** Scheduler group of the tries of webhooks to come. */
  webhookScheduleGroup: 'RELANCE_WEBHOOK_SCHEDULE_GROUP',
  /** Role that Scheduler assumes to send to the queue `webhooks`. */
  webhookScheduleRoleArn: 'RELANCE_WEBHOOK_SCHEDULE_ROLE_ARN',
  /** ARN of the queue `webhooks`, target of those schedules. */
  webhooksQueueArn: 'RELANCE_WEBHOOKS_QUEUE_ARN',
  /** Scheduler group of what automations look at again. */
  matchScheduleGroup: 'RELANCE_MATCH_SCHEDULE_GROUP',
  /** Role that Scheduler assumes to send to the queue `matches`. */
  matchScheduleRoleArn: 'RELANCE_MATCH_SCHEDULE_ROLE_ARN',
  /** ARN of the queue `matches`, target of those schedules. */
  matchesQueueArn: 'RELANCE_MATCHES_QUEUE_ARN',
  /**
   * Private addresses that webhooks may call all the same, also by plain http, separated by commas. Set by the local
   * system alone; in AWS it must not be there.
   */
  webhookAllowedAddresses: 'RELANCE_WEBHOOK_ALLOWED_ADDRESSES',
} as const;

/** What a resource of a stage is called in AWS. */
export function resourceName(stage: string, name: string): string {
  return `relance-${stage}-${name}`;
}

/** The variable that names a resource: `QUEUE_USER_MAILS` for the queue `user-mails`. */
export function resourceVariable(kind: 'QUEUE' | 'BUCKET', name: string): string {
  return `${kind}_${name.toUpperCase().replaceAll('-', '_')}`;
}
