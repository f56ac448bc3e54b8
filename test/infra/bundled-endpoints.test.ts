import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { build } from 'esbuild';
import { bundling } from '#infra/constructs/bundling.ts';

type Parameters = { Region?: string; Endpoint?: string; UseFIPS: boolean; UseDualStack: boolean };
type Endpoint = { url: URL; properties?: object | undefined; headers?: object | undefined };
type Client = {
  config: { endpointProvider: (parameters: Parameters) => Endpoint };
  destroy: () => void;
};
type Clients = Record<string, new (config: { region: string }) => Client>;

const whole = {
  DynamoDBClient,
  PinpointSMSVoiceV2Client,
  SchedulerClient,
  SecretsManagerClient,
  SESv2Client,
  SNSClient,
  SQSClient,
} as unknown as Clients;
const contents = `
export { DynamoDBClient } from '@aws-sdk/client-dynamodb';
export { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
export { SchedulerClient } from '@aws-sdk/client-scheduler';
export { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
export { SESv2Client } from '@aws-sdk/client-sesv2';
export { SNSClient } from '@aws-sdk/client-sns';
export { SQSClient } from '@aws-sdk/client-sqs';
`;

/** Where the SDK keeps the list of all partitions and Regions. */
const partitionsFile =
  'node_modules/@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js';
const plain = { UseFIPS: false, UseDualStack: false };
const folder = mkdtempSync(join(tmpdir(), 'relance-endpoints-'));
let bundled: Clients;
let regions: string[];

const asked = (clients: Clients, name: string, parameters: Parameters): Endpoint => {
  const client = new clients[name]!({ region: 'eu-west-1' });
  client.destroy();
  const { url, properties, headers } = client.config.endpointProvider(parameters);
  return { url, properties, headers };
};

before(async () => {
  const outfile = join(folder, 'clients.mjs');
  await build({ ...bundling, stdin: { contents, resolveDir: process.cwd() }, outfile });
  bundled = (await import(pathToFileURL(outfile).href)) as Clients;
  const { partitionsInfo } = (await import(pathToFileURL(partitionsFile).href)) as {
    partitionsInfo: { partitions: { regions: Record<string, object> }[] };
  };
  regions = partitionsInfo.partitions
    .flatMap((partition) => Object.keys(partition.regions))
    .filter((region) => !region.endsWith('-global'));
});
after(() => rmSync(folder, { recursive: true }));

describe('a bundled client', () => {
  for (const name of Object.keys(whole)) {
    test(`${name} calls the host that the whole client calls, in every Region of every partition`, () => {
      for (const known of ['eu-west-1', 'us-gov-west-1', 'cn-north-1', 'eusc-de-east-1', 'us-iso-east-1'])
        assert.ok(regions.includes(known), known);
      // One that this SDK does not list yet goes by the form of its name.
      for (const Region of [...regions, 'eu-north-9', 'cn-south-9']) {
        const parameters = { Region, ...plain };
        assert.deepEqual(asked(bundled, name, parameters), asked(whole, name, parameters), Region);
      }
    });

    test(`${name} calls the endpoint that the environment gives`, () => {
      const parameters = { Region: 'eu-west-1', Endpoint: 'http://127.0.0.1:4566/aws', ...plain };
      assert.deepEqual(asked(bundled, name, parameters), asked(whole, name, parameters));
    });

    test(`${name} fails rather than call a plain endpoint where another kind is asked for`, () => {
      for (const kind of [{ UseFIPS: true }, { UseDualStack: true }])
        assert.throws(() => asked(bundled, name, { Region: 'eu-west-1', ...plain, ...kind }));
    });
  }
});
