import { Tags, type App } from 'aws-cdk-lib';
import { environmentNames } from '#shared/config/environment.ts';
import type { FunctionSettings } from '../constructs/app-function.ts';
import type { Grantable } from '../constructs/grants.ts';
import { AccountReading } from '../constructs/account-reading.ts';
import { CredentialStore } from '../constructs/credential-store.ts';
import { namesOf } from '../constructs/names.ts';
import { ApiStack } from './api.ts';
import { DataStack } from './data.ts';
import { EngineStack } from './engine.ts';
import { keepFormerExports } from './former-exports.ts';
import { MessagingStack } from './messaging.ts';
import { MonitoringStack } from './monitoring.ts';
import type { Stage } from './stage.ts';

/** Adds the stacks of a stage to an app, in the order in which they are deployed. */
export function addStage(app: App, stage: Stage): void {
  const names = namesOf(stage.name);
  Tags.of(app).add('relance:stage', stage.name);

  const data = new DataStack(app, stage, names);
  const messaging = new MessagingStack(app, stage, names, data);
  const from: Grantable = {
    tables: data.tables,
    buckets: { ...data.buckets, ...messaging.buckets },
    linkSecret: data.linkSecret,
    webhookSecret: data.webhookSecret,
    credentialStore: new CredentialStore(names),
    queues: messaging.queues,
    outgoingMail: messaging.outgoingMail,
    outgoingTexts: messaging.outgoingTexts,
    accountReading: new AccountReading(names),
    stepSchedules: messaging.stepSchedules,
    webhookSchedules: messaging.webhookSchedules,
    matchSchedules: messaging.matchSchedules,
  };
  const settings: FunctionSettings = {
    names,
    keepsData: stage.keepsData,
    publicConcurrency: stage.publicConcurrency,
    textsBy: stage.texts.by,
    environment: {
      [environmentNames.stage]: stage.name,
      [environmentNames.organisation]: stage.organisation,
      [environmentNames.from]: stage.from,
      [environmentNames.domain]: stage.domain,
      [environmentNames.replyDomain]: stage.replyDomain,
    },
  };
  const api = new ApiStack(app, names.stack('api'), settings, from, stage.ownHost);
  const engineSettings = {
    ...settings,
    environment: { ...settings.environment, [environmentNames.publicUrl]: api.url },
  };
  const engine = new EngineStack(
    app,
    names.stack('engine'),
    engineSettings,
    { ...from, links: api.links },
    stage.salesforceEventBus === undefined
      ? undefined
      : { eventBus: stage.salesforceEventBus, organisation: stage.organisation },
  );
  // Most of what they use of each other they know by name, which tells the CDK nothing of the order.
  messaging.addStackDependency(data);
  api.addStackDependency(messaging);
  engine.addStackDependency(api);
  if (stage.upgradeFrom !== undefined) keepFormerExports(data, messaging, api);
  // It counts what the logs of functions tell: those must be there first.
  new MonitoringStack(app, stage, names, api.apiId).addStackDependency(engine);
}
