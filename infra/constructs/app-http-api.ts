import { Aws, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  ApiMapping,
  DomainName,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpStage,
  LogGroupLogDestination,
  type IHttpRouteAuthorizer,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { AppFunction } from './app-function.ts';
import type { Links } from './grants.ts';
import type { Names } from './names.ts';
import type { UserDirectory } from './user-directory.ts';

/** Requests a second for the whole API, and how many above that in one moment. Beyond: 429. */
const throttle = { rateLimit: 200, burstLimit: 400 };

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
  readonly #api: HttpApi;
  readonly #byToken: IHttpRouteAuthorizer;

  constructor(scope: Construct, id: string, { names, keepsData, directory, ownHost }: AppHttpApiProps) {
    super(scope, id);
    this.#api = new HttpApi(this, 'api', { apiName: names.api, createDefaultStage: false });
    this.url = this.#api.apiEndpoint;
    this.id = this.#api.apiId;
    this.#byToken = new HttpUserPoolAuthorizer('token', directory.pool, {
      userPoolClients: [directory.client],
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
    this.links = ownHost === undefined ? { target: hostOf(this.#api) } : this.#answerFor(ownHost, stage);
  }

  #answerFor({ name, certificateArn }: NonNullable<AppHttpApiProps['ownHost']>, stage: HttpStage): Links {
    const certificate = Certificate.fromCertificateArn(this, 'certificate', certificateArn);
    const host = new DomainName(this, 'link-host', { domainName: name, certificate });
    new ApiMapping(this, 'link-mapping', { api: this.#api, domainName: host, stage });
    return { target: host.regionalDomainName, host: name };
  }

  /** Sends routes such as `GET /health` to a function. */
  serve(target: AppFunction, routes: readonly string[], { authorized }: { authorized: boolean }): void {
    const integration = new HttpLambdaIntegration(`${target.definition.id}-integration`, target.lambda);
    for (const route of routes) {
      const [verb, path] = route.split(' ');
      const method = Object.values(HttpMethod).find((known) => known === verb);
      if (method === undefined || path === undefined) throw new Error(`${route} is not a method and a path`);
      const added = this.#api.addRoutes({
        path,
        methods: [method],
        integration,
        authorizer: authorized ? this.#byToken : new HttpNoneAuthorizer(),
      });
      if (authorized) continue;
      for (const publicRoute of added)
        Validations.of(publicRoute).acknowledge({
          id: 'AwsSolutions-APIG4',
          reason:
            'Public on purpose: health, documentation, and links whose signed token is checked by the function.',
        });
    }
  }
}
