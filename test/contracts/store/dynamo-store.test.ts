import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { startDynamoDb, type LocalDynamoDb } from '#infra/local/dynamodb.ts';
import { region, tableName } from '#infra/local/names.ts';
import { documentClient, type Dynamo, type MeteredCall } from '#shared/adapters/aws/dynamo.ts';
import { dynamoStore } from '#shared/adapters/aws/dynamo-store.ts';
import { documentsContract } from './documents-contract.ts';
import { factsContract } from './facts-contract.ts';
import { scanContract } from './scan-contract.ts';
import * as peopleSamples from './samples/people.ts';

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
scanContract('DynamoDB', () => dynamoStore(dynamo));

describe('reading from DynamoDB', () => {
  /** The store, each call that it makes, and what it says that they cost. */
  const observed = () => {
    const calls: string[] = [];
    const costs: MeteredCall[] = [];
    const client = documentClient();
    client.middlewareStack.add(
      (next, { commandName }) =>
        (call) => {
          calls.push(commandName ?? '');
          return next(call);
        },
      { step: 'initialize' },
    );
    return { store: dynamoStore({ client, tableName, meter: (call) => costs.push(call) }), calls, costs };
  };

  test('items asked for at the same time are read in one call, each at its price', async () => {
    const { store, calls, costs } = observed();
    const { users, groups } = store;
    await users.put({ ...peopleSamples.user, organisation: 'one-call' }, 'absent');
    await groups.put({ ...peopleSamples.group, organisation: 'one-call' }, 'absent');
    calls.splice(0);
    costs.splice(0);
    await Promise.all([
      users.get('one-call', peopleSamples.user.id),
      groups.get('one-call', peopleSamples.group.id),
      users.get('one-call', peopleSamples.user.id),
    ]);
    assert.deepEqual(calls, ['BatchGetItemCommand']);
    assert.deepEqual(costs, [
      { operation: 'batch-get', table: 'users', units: 1 },
      { operation: 'batch-get', table: 'groups', units: 1 },
    ]);
  });

  test('items asked for one after the other are read as they are by then', async () => {
    const { store, calls } = observed();
    const { users } = store;
    const user = { ...peopleSamples.user, organisation: 'in-turn', revision: 1 };
    await users.put(user, 'absent');
    assert.equal((await users.get('in-turn', user.id))?.revision, 1);
    await users.put({ ...user, revision: 2 }, 1);
    assert.equal((await users.get('in-turn', user.id))?.revision, 2);
    assert.deepEqual(
      calls.filter((name) => name.includes('Get')),
      ['GetItemCommand', 'GetItemCommand'],
    );
  });

  test('a read that fails fails for everybody who waits for it, and for nobody after them', async () => {
    const { store } = observed();
    const { users, groups } = store;
    const tooLong = 'x'.repeat(2_000);
    const together = await Promise.allSettled([users.get('fails', tooLong), groups.get('fails', 'g1')]);
    assert.deepEqual(
      together.map(({ status }) => status),
      ['rejected', 'rejected'],
    );
    assert.equal(await groups.get('fails', 'g1'), undefined);
  });
});
