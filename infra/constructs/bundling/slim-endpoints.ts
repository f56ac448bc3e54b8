import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';

/** How the host names of a client's endpoints begin. S3 is not among them: its hosts depend on buckets. */
const services: Readonly<Record<string, string>> = {
  dynamodb: 'dynamodb',
  'pinpoint-sms-voice-v2': 'sms-voice',
  scheduler: 'scheduler',
  'secrets-manager': 'secretsmanager',
  sesv2: 'email',
  sns: 'sns',
  sqs: 'sqs',
};

const regionalEndpoint = fileURLToPath(new URL('regional-endpoint.mjs', import.meta.url));

/**
 * Puts a few lines in the place of the rules by which each client of the AWS SDK finds its endpoint. The rules know of
 * FIPS, IPv6, endpoints by account and the list of all Regions; functions are given none of these. Some 20 KB of
 * `run-due-steps`. That all Regions get the same hosts as by the rules is held by test/infra/bundled-endpoints.test.ts.
 */
export const slimEndpoints: Plugin = {
  name: 'slim-endpoints',
  setup(build) {
    build.onLoad(
      { filter: /@aws-sdk[\\/]client-[^\\/]+[\\/]dist-es[\\/]endpoint[\\/]endpointResolver\.js$/ },
      ({ path }) => {
        const service = services[/client-([^\\/]+)/.exec(path)?.[1] ?? ''];
        if (service === undefined) return undefined;
        return {
          contents: `import { regionalEndpoint } from ${JSON.stringify(regionalEndpoint)};
export const defaultEndpointResolver = regionalEndpoint(${JSON.stringify(service)});`,
          loader: 'js',
        };
      },
    );
  },
};
