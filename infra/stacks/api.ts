import { CfnOutput, Stack, type App } from 'aws-cdk-lib';
import type { HttpRoute } from 'aws-cdk-lib/aws-apigatewayv2';
import { functions } from '#functions/manifest.ts';
import { environmentNames } from '#shared/config/environment.ts';
import { AppFunction, type FunctionSettings } from '../constructs/app-function.ts';
import { grantAll, type Grantable, type Links } from '../constructs/grants.ts';
import { AppHttpApi } from '../constructs/app-http-api.ts';
import { UserDirectory } from '../constructs/user-directory.ts';
import type { Stage } from './stage.ts';

/** A function and the routes that lead to it. */
type Served = { target: AppFunction; routes: readonly HttpRoute[] };

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
    const served = new Map<string, Served>();
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
      served.set(definition.id, { target, routes: api.serve(target, trigger) });
    }
    handOver(served);
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

/**
 * Orders how a stage is upgraded whose function `api` did everything: what it is about to do no longer has its routes by
 * then, and what a route without a path of its own would take from others has theirs.
 */
function handOver(served: ReadonlyMap<string, Served>): void {
  const reading = served.get('api-reading');
  const writing = served.get('api');
  if (reading === undefined || writing === undefined) throw new Error('The API has no function that reads');
  const others = [...served.values()].filter((one) => one !== reading && one !== writing);
  const routes = others.flatMap((one) => one.routes);
  for (const route of reading.routes) route.node.addDependency(...routes);
  writing.target.lambda.node.addDependency(...reading.routes);
}
