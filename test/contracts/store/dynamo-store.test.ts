import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { startDynamoDb, type LocalDynamoDb } from '#infra/local/dynamodb.ts';
import { region, tableName } from '#infra/local/names.ts';
import { documentClient, type Dynamo } from '#shared/adapters/aws/dynamo.ts';
import { dynamoStore } from '#shared/adapters/aws/dynamo-store.ts';
import { documentsContract } from './documents-contract.ts';
import { factsContract } from './facts-contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'relance-store-'));
let emulator: LocalDynamoDb;
let dynamo: Dynamo;

before(async () => {
  emulator = await startDynamoDb({ folder });
  Object.assign(process.env, {
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: emulator.endpoint,
  });
  dynamo = { client: documentClient(), tableName };
});
after(async () => {
  dynamo.client.destroy();
  await emulator.stop();
  rmSync(folder, { recursive: true });
});

documentsContract('DynamoDB', () => dynamoStore(dynamo));
factsContract('DynamoDB', () => dynamoStore(dynamo));
