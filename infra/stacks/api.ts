import { CfnOutput, Stack, type App } from 'aws-cdk-lib';
import { functions } from '#functions/manifest.ts';
import { environmentNames } from '#shared/config/environment.ts';
import { AppFunction, type FunctionSettings } from '../constructs/app-function.ts';
import { grantAll, type Grantable, type Links } from '../constructs/grants.ts';
import { AppHttpApi } from '../constructs/app-http-api.ts';
import { UserDirectory } from '../constructs/user-directory.ts';
import type { Stage } from './stage.ts';

/** What people and other systems call: the HTTP API, who may use it, and the functions behind it. */
export class ApiStack extends Stack {
  /** Base URL of the API, without a slash at the end. */
  readonly url: string;
  readonly apiId: string;
  /** What own hosts of links point at (A8). */
  readonly links: Links;

  constructor(
    app: App,
    stackName: string,
    settings: FunctionSettings,
    from: Grantable,
    ownHost: Stage['ownHost'],
  ) {
    super(app, stackName, {
      description: 'Relance: HTTP API and users',
      terminationProtection: settings.keepsData,
    });
    const { names, keepsData } = settings;
    const directory = new UserDirectory(this, 'directory', { poolName: names.userPool, keepsData });
    const api = new AppHttpApi(this, 'http', { names, keepsData, directory, ownHost });
    this.url = api.url;
    this.apiId = api.id;
    this.links = api.links;
    for (const definition of functions) {
      const { trigger } = definition;
      if (trigger.kind !== 'api' && trigger.kind !== 'public') continue;
      const target = new AppFunction(this, definition, settings);
      target.setEnvironment(environmentNames.publicUrl, api.url);
      grantAll(target, {
        ...from,
        links: api.links,
        userPool: directory.pool,
        signIn: { url: directory.signInUrl, clientId: api.console.userPoolClientId },
      });
      api.serve(target, trigger.routes, { authorized: trigger.kind === 'api' });
    }
    new CfnOutput(this, 'ApiUrl', { description: 'Base URL of the API', value: api.url });
    new CfnOutput(this, 'ConsoleUrl', {
      description: 'Where people work in a browser',
      value: `${api.url}/console`,
    });
    new CfnOutput(this, 'LinkTarget', {
      description: 'What the host of links in mails is a CNAME of',
      value: api.links.target,
    });
    new CfnOutput(this, 'UserPoolId', {
      description: 'Where users are made',
      value: directory.pool.userPoolId,
    });
    new CfnOutput(this, 'UserPoolClientId', {
      description: 'What users sign in through; the audience of their tokens',
      value: directory.client.userPoolClientId,
    });
  }
}
