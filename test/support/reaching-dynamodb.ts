import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { startDynamoDb, type LocalDynamoDb } from '#infra/local/dynamodb.ts';
import { environmentOf } from '#infra/local/environment.ts';
import { environmentNames } from '#shared/config/environment.ts';

const nowhere = 'http://127.0.0.1:1';

/** Gives the functions of a suite an empty DynamoDB, and nothing else that they could reach; import them afterwards. */
export function reachingDynamoDb({ logLevel }: { logLevel: 'warn' | 'silent' }): void {
  const folder = mkdtempSync(join(tmpdir(), 'relance-functions-'));
  let emulator: LocalDynamoDb;
  before(async () => {
    emulator = await startDynamoDb({ folder });
    Object.assign(process.env, environmentOf({ aws: nowhere, dynamodb: emulator.endpoint, http: nowhere }), {
      [environmentNames.logLevel]: logLevel,
    });
  });
  after(async () => {
    await emulator.stop();
    rmSync(folder, { recursive: true });
  });
}
