import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import { startDynamoDb } from '#infra/local/dynamodb.ts';
import { region, tableName } from '#infra/local/names.ts';
import { documentClient, type MeteredCall } from '#shared/adapters/aws/dynamo.ts';
import { dynamoStore } from '#shared/adapters/aws/dynamo-store.ts';
import type { Store } from '#shared/ports/store.ts';

/** The store in DynamoDB, on the embedded emulator, with what its calls consumed since the meter was last read. */
export type MeteredStore = {
  store: Store;
  read(): MeteredCall[];
  /** Empties what is written about mails once they went out, so that it can be written and metered again. */
  forgetRecord(): Promise<void>;
  stop(): Promise<void>;
};

/** Tables of what is written about mails once they went out. */
const ofRecord = ['activities', 'statistics', 'markers', 'visits', 'engagements', 'scores'] as const;

/** Starts an empty one. The emulator rounds and adds up units as DynamoDB does, those of indexes included. */
export async function meteredStore(): Promise<MeteredStore> {
  const folder = mkdtempSync(join(tmpdir(), 'relance-bench-'));
  const emulator = await startDynamoDb({ folder });
  Object.assign(process.env, {
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: emulator.endpoint,
  });
  const client = documentClient();
  const calls: MeteredCall[] = [];
  const store = dynamoStore({
    client,
    tableName: (name) => tableName(name),
    meter: (call) => calls.push(call),
  });
  return {
    store,
    read: () => calls.splice(0),
    async forgetRecord() {
      for (const name of ofRecord) await client.send(new DeleteTableCommand({ TableName: tableName(name) }));
      await startDynamoDb({ folder, endpoint: emulator.endpoint });
    },
    async stop() {
      client.destroy();
      await emulator.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Units written and read by some calls, in all and by table. */
export function unitsOf(calls: readonly MeteredCall[]): {
  written: number;
  read: number;
  lines: Map<string, number>;
} {
  const lines = new Map<string, number>();
  let [written, read] = [0, 0];
  for (const { operation, table, units } of calls) {
    const writes = operation === 'put' || operation === 'update' || operation === 'remove';
    if (writes) written += units;
    else read += units;
    const line = `${writes ? 'write' : 'read'} ${table}`;
    lines.set(line, (lines.get(line) ?? 0) + units);
  }
  return { written, read, lines };
}
