import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { startDynamoDb, type LocalDynamoDb } from '#infra/local/dynamodb.ts';
import { region, tableName } from '#infra/local/names.ts';
import { copyTable } from '#infra/operator/copy-table.ts';
import { documentClient } from '#shared/adapters/aws/dynamo.ts';

const folder = mkdtempSync(join(tmpdir(), 'relance-copy-'));
let emulator: LocalDynamoDb;
before(async () => {
  emulator = await startDynamoDb({ folder });
  Object.assign(process.env, {
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: emulator.endpoint,
  });
});
after(async () => {
  await emulator.stop();
  rmSync(folder, { recursive: true });
});

test('a restored table is copied whole over the present one, which keeps what it alone has', async () => {
  const client = documentClient();
  // Two tables of one shape stand for a table and its copy.
  const [from, to] = [tableName('leads'), tableName('accounts')];
  const put = (TableName: string, sort: string, name: string) =>
    client.send(new PutCommand({ TableName, Item: { partition: 'acme', sort, name } }));
  const nameIn = async (sort: string) =>
    (await client.send(new GetCommand({ TableName: to, Key: { partition: 'acme', sort } }))).Item?.['name'];
  for (let index = 0; index < 60; index += 1) await put(from, `l${index}`, `then ${index}`);
  await put(to, 'l7', 'now');
  await put(to, 'new', 'made since');
  assert.equal(await copyTable(client, { from, to }), 60);
  assert.deepEqual(
    [await nameIn('l7'), await nameIn('l59'), await nameIn('new')],
    ['then 7', 'then 59', 'made since'],
  );
  client.destroy();
});
