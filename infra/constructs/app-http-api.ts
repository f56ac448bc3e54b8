import { Aws, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import type { CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  ApiMapping,
  DomainName,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  type HttpRoute,
  HttpStage,
  LogGroupLogDestination,
  type IHttpRouteAuthorizer,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import type { UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Throttle, Trigger } from '#functions/manifest.ts';
import type { AppFunction } from './app-function.ts';
import type { Links } from './grants.ts';
import type { Names } from './names.ts';
import type { UserDirectory } from './user-directory.ts';

/** Requests a second to each route behind the token that has no throttle of its own, and how many above that in one moment. Beyond: 429. */
const throttle = { rateLimit: 200, burstLimit: 400 };

/**
 * The same of public routes, each by itself, so that neither the API nor a flood of one of them keeps anybody from
 * unsubscribing. Opens and clicks come in waves when mails went out.
 */
function throttleOf(path: string): Throttle {
  if (path.startsWith('/u/')) return { rateLimit: 100, burstLimit: 300 };
  // A page asks for a dozen files at once.
  if (path.startsWith('/console')) return { rateLimit: 100, burstLimit: 300 };
  if (path.startsWith('/l/') || path.startsWith('/o/')) return { rateLimit: 500, burstLimit: 1000 };
  return { rateLimit: 20, burstLimit: 40 };
}

/** What is logged of a request: no query, no body, no path, since a public path is a token. */
const accessLog = JSON.stringify({
  requestId: '$context.requestId',
  at: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
  integrationError: '$context.integrationErrorMessage',
  authorizerError: '$context.authorizer.error',
  user: '$context.authorizer.claims.sub',
});

/** What sends requests to a function. */
type RequestTrigger = Extract<Trigger, { kind: 'api' | 'public' }>;

type AppHttpApiProps = {
  names: Names;
  keepsData: boolean;
  directory: UserDirectory;
  /** An own host for links in mails, with the certificate for it in this Region (A8). */
  ownHost: { name: string; certificateArn: string } | undefined;
};

const hostOf = ({ apiId }: HttpApi): string => `${apiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`;

/** The HTTP API: an ID token of the user pool opens every route that is not public. */
export class AppHttpApi extends Construct {
  readonly url: string;
  readonly id: string;
  readonly links: Links;
  /** What people sign in to the console through. */
  readonly console: UserPoolClient;
  readonly #api: HttpApi;
  /** By route, in the words of API Gateway. */
  readonly #routeSettings: Record<string, { ThrottlingRateLimit: number; ThrottlingBurstLimit: number }> = {};
  readonly #stage: CfnStage;
  readonly #byToken: IHttpRouteAuthorizer;

  constructor(scope: Construct, id: string, { names, keepsData, directory, ownHost }: AppHttpApiProps) {
    super(scope, id);
    this.#api = new HttpApi(this, 'api', { apiName: names.api, createDefaultStage: false });
    this.url = this.#api.apiEndpoint;
    this.id = this.#api.apiId;
    this.console = directory.addConsole([
      this.url,
      ...(ownHost === undefined ? [] : [`https://${ownHost.name}`]),
    ]);
    this.#byToken = new HttpUserPoolAuthorizer('token', directory.pool, {
      userPoolClients: [directory.client, this.console],
    });
    const stage = new HttpStage(this, 'stage', {
      httpApi: this.#api,
      stageName: '$default',
      autoDeploy: true,
      throttle,
      accessLogSettings: {
        destination: new LogGroupLogDestination(
          new LogGroup(this, 'access-log', {
            logGroupName: names.logGroup('api-access'),
            retention: keepsData ? RetentionDays.THREE_MONTHS : RetentionDays.TWO_WEEKS,
            removalPolicy: RemovalPolicy.DESTROY,
          }),
        ),
        format: AccessLogFormat.custom(accessLog),
      },
    });
    this.#stage = stage.node.defaultChild as CfnStage;
    this.#stage.routeSettings = this.#routeSettings;
    this.links = ownHost === undefined ? { target: hostOf(this.#api) } : this.#answerFor(ownHost, stage);
  }

  #answerFor({ name, certificateArn }: NonNullable<AppHttpApiProps['ownHost']>, stage: HttpStage): Links {
    const certificate = Certificate.fromCertificateArn(this, 'certificate', certificateArn);
    const host = new DomainName(this, 'link-host', { domainName: name, certificate });
    new ApiMapping(this, 'link-mapping', { api: this.#api, domainName: host, stage });
    return { target: host.regionalDomainName, host: name };
  }

  /** Sends routes such as `GET /health` to a function; returns them. */
  serve(target: AppFunction, trigger: RequestTrigger): HttpRoute[] {
    const authorized = trigger.kind === 'api';
    const integration = new HttpLambdaIntegration(`${target.definition.id}-integration`, target.lambda);
    return trigger.routes.flatMap((route) => {
      const [verb, path] = route.split(' ');
      const method = Object.values(HttpMethod).find((known) => known === verb);
      if (method === undefined || path === undefined) throw new Error(`${route} is not a method and a path`);
      const added = this.#api.addRoutes({
        path,
        methods: [method],
        integration,
        authorizer: authorized ? this.#byToken : new HttpNoneAuthorizer(),
      });
      const own = authorized ? trigger.throttle : throttleOf(path);
      if (own !== undefined) this.#throttle(route, added, own);
      if (!authorized) acknowledgePublic(added);
      return added;
    });
  }

  #throttle(route: string, added: readonly HttpRoute[], { rateLimit, burstLimit }: Throttle): void {
    this.#routeSettings[route] = { ThrottlingRateLimit: rateLimit, ThrottlingBurstLimit: burstLimit };
    // API Gateway takes settings of routes alone that are there already.
    this.#stage.node.addDependency(...added);
  }
}

function acknowledgePublic(routes: readonly HttpRoute[]): void {
  for (const route of routes)
    Validations.of(route).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason:
        'Public on purpose: health, documentation, the files of the console, and links whose signed token is checked by the function.',
    });
}
