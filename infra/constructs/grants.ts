import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { BucketName, Grant, QueueName } from '#functions/manifest.ts';
import { environmentNames } from '#shared/config/environment.ts';
import type { TableName } from '#shared/tables/tables.ts';
import type { AccountReading } from './account-reading.ts';
import type { AppBucket } from './app-bucket.ts';
import type { AppFunction } from './app-function.ts';
import type { AppQueue } from './app-queue.ts';
import type { AppTable } from './app-table.ts';
import type { CredentialStore } from './credential-store.ts';
import type { LinkSecret } from './link-secret.ts';
import type { OutgoingMail } from './outgoing-mail.ts';
import type { QueueSchedules } from './queue-schedules.ts';
import type { OutgoingTexts } from './outgoing-texts.ts';
import type { StepSchedules } from './step-schedules.ts';
import type { WebhookSecret } from './webhook-secret.ts';

/** Where hosts of links point, and the one that the API answers for with a certificate (A8). */
export type Links = { target: string; host?: string | undefined };

/** Everything of a stage that a function can be granted. */
export type Grantable = {
  tables: Record<TableName, AppTable>;
  buckets: Record<BucketName, AppBucket>;
  queues: Record<QueueName, AppQueue>;
  linkSecret: LinkSecret;
  webhookSecret: WebhookSecret;
  credentialStore: CredentialStore;
  outgoingMail: OutgoingMail;
  outgoingTexts: OutgoingTexts;
  accountReading: AccountReading;
  stepSchedules: StepSchedules;
  /** Known to the stack of the API alone. */
  links?: Links | undefined;
  /** Known to the stack of the API alone. */
  userPool?: IUserPool | undefined;
  /** Known to the stack of the API alone: where people sign in to the console, and as what. */
  signIn?: { url: string; clientId: string } | undefined;
  webhookSchedules: QueueSchedules;
  matchSchedules: QueueSchedules;
};

/** Gives a function what the manifest grants it: each grant is a permission and the variables that go with it. */
export function grantAll(target: AppFunction, from: Grantable): void {
  for (const grant of target.definition.grants) grantOne(target, grant, from);
}

function grantOne(target: AppFunction, grant: Grant, from: Grantable): void {
  if ('table' in grant) from.tables[grant.table].grantTo(target, grant.access);
  else if ('queue' in grant) from.queues[grant.queue].grantTo(target);
  else if ('bucket' in grant) from.buckets[grant.bucket].grantTo(target, grant.access);
  else uses[grant.use](target, from);
}

type Use = Extract<Grant, { use: string }>['use'];
const uses: Record<Use, (target: AppFunction, from: Grantable) => void> = {
  schedules: (target, from) => {
    from.stepSchedules.grantTo(target);
  },
  'read-schedules': (target, from) => {
    from.stepSchedules.grantReadTo(target);
  },
  'webhook-schedules': (target, from) => {
    from.webhookSchedules.grantTo(target);
  },
  'match-schedules': (target, from) => {
    from.matchSchedules.grantTo(target);
  },
  credentials: (target, from) => {
    from.credentialStore.grantTo(target);
  },
  'read-credentials': (target, from) => {
    from.credentialStore.grantReadTo(target);
  },
  'webhook-secret': (target, from) => {
    from.webhookSecret.grantTo(target);
  },
  'send-mail': (target, from) => {
    from.outgoingMail.grantTo(target);
  },
  'mail-identities': (target, from) => {
    from.outgoingMail.grantIdentitiesTo(target);
    if (from.links === undefined) throw new Error(`${target.definition.id} comes before the API`);
    target.setEnvironment(environmentNames.linkTarget, from.links.target);
    target.setEnvironment(environmentNames.linkHost, from.links.host ?? '');
  },
  'user-pool': (target, from) => {
    if (from.userPool === undefined) throw new Error(`${target.definition.id} comes before the API`);
    target.setEnvironment(environmentNames.userPoolId, from.userPool.userPoolId);
    target.allow(
      new PolicyStatement({
        actions: ['AdminDisableUser', 'AdminEnableUser', 'AdminUserGlobalSignOut', 'ListUsers'].map(
          (action) => `cognito-idp:${action}`,
        ),
        resources: [from.userPool.userPoolArn],
      }),
    );
  },
  'sign-in': (target, from) => {
    if (from.signIn === undefined) throw new Error(`${target.definition.id} comes before the API`);
    target.setEnvironment(environmentNames.signInUrl, from.signIn.url);
    target.setEnvironment(environmentNames.consoleClientId, from.signIn.clientId);
    target.setEnvironment(environmentNames.filesUrl, from.buckets.files.url);
  },
  'link-secret': (target, from) => {
    from.linkSecret.grantTo(target);
  },
  'read-account': (target, from) => {
    from.accountReading.grantTo(target);
    from.outgoingMail.grantReadTo(target);
    from.outgoingTexts.grantReadTo(target);
  },
  'send-sms': (target, from) => {
    from.outgoingTexts.grantTo(target);
  },
};
