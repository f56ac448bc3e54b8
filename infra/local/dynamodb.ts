import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ListTablesCommand,
  UpdateTableCommand,
  type CreateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { TableDefinition } from '#shared/tables/table.ts';
import { tableDefinitions, type TableName } from '#shared/tables/tables.ts';
import { region, tableName } from './names.ts';

/** A DynamoDB with every table of `shared/tables/tables.ts`. */
export type LocalDynamoDb = { endpoint: string; stop: () => Promise<void> };

/**
 * Starts the embedded emulator on a SQLite file in `folder` and creates the tables that are missing.
 * @param endpoint another DynamoDB to use instead, such as the environment's `DYNAMODB_ENDPOINT`.
 */
export async function startDynamoDb(options: {
  folder: string;
  port?: number | undefined;
  endpoint?: string | undefined;
}): Promise<LocalDynamoDb> {
  if (options.endpoint !== undefined) {
    await createTables(options.endpoint);
    return { endpoint: options.endpoint, stop: async () => undefined };
  }
  const port = options.port ?? (await freePort());
  const file = join(options.folder, 'dynamodb.sqlite');
  const emulator = spawnTied(emulatorPath(), ['serve', '--port', String(port), '--db-path', file]);
  const endpoint = `http://127.0.0.1:${port}`;
  await untilReady(endpoint, emulator);
  indexStreams(file);
  await createTables(endpoint);
  return { endpoint, stop: emulator.stop };
}

/** The emulator's binary, from the package of this platform. */
function emulatorPath(): string {
  try {
    return createRequire(import.meta.url).resolve(`@dynoxide/${process.platform}-${process.arch}/dynoxide`);
  } catch (cause) {
    throw new Error(
      `No embedded DynamoDB for ${process.platform}-${process.arch}. ` +
        'Start DynamoDB Local or another emulator and name it in DYNAMODB_ENDPOINT.',
      { cause },
    );
  }
}

type Tied = { output: () => string; stop: () => Promise<void> };

/**
 * Runs a program that ends with this process, however this process ends: the shell between them reads
 * a pipe that closes then. In a session of its own, so that Ctrl-C reaches it only through us.
 */
function spawnTied(program: string, parameters: readonly string[]): Tied {
  const script = '"$0" "$@" & pid=$!; cat >/dev/null; kill "$pid"; wait "$pid"';
  const child = spawn('/bin/sh', ['-c', script, program, ...parameters], {
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: true,
  });
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-2000)));
  const exit = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.unref();
  return {
    output: () => output,
    stop: async () => {
      child.ref();
      child.stdin.end();
      await exit;
    },
  };
}

async function untilReady(endpoint: string, emulator: Tied): Promise<void> {
  for (let attempt = 0; attempt < 1500; attempt += 1) {
    try {
      await fetch(endpoint);
      return;
    } catch {
      await sleep(10);
    }
  }
  await emulator.stop();
  throw new Error(`The embedded DynamoDB did not start: ${emulator.output()}`);
}

/**
 * The emulator looks up the last sequence number of a stream on every write, and keeps all records in one
 * table without an index: each write grows slower. These two indexes (the expressions spelled exactly as in its
 * queries) keep it flat.
 */
function indexStreams(file: string): void {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA busy_timeout = 5000');
  database.exec(
    `CREATE INDEX IF NOT EXISTS stream_end ON _stream_records (table_name, CAST(sequence_number AS INTEGER));
     CREATE INDEX IF NOT EXISTS stream_order
       ON _stream_records (table_name, shard_id, CAST(sequence_number AS INTEGER));`,
  );
  database.close();
}

async function createTables(endpoint: string): Promise<void> {
  const client = new DynamoDBClient({
    endpoint,
    region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const { TableNames: present = [] } = await client.send(new ListTablesCommand({}));
  const missing = Object.entries(tableDefinitions).filter(
    ([name]) => !present.includes(tableName(name as TableName)),
  );
  await Promise.all(
    missing.map(([name, table]) => client.send(new CreateTableCommand(describe(name as TableName, table)))),
  );
  for (const name of Object.keys(tableDefinitions) as TableName[])
    if (present.includes(tableName(name))) await createIndexes(client, name);
  client.destroy();
}

/** Adds the indexes that a table of an earlier release has not. */
async function createIndexes(client: DynamoDBClient, name: TableName): Promise<void> {
  const {
    TableName,
    AttributeDefinitions,
    GlobalSecondaryIndexes = [],
  } = describe(name, tableDefinitions[name]);
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  const present = Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName) ?? [];
  for (const index of GlobalSecondaryIndexes)
    if (!present.includes(index.IndexName)) {
      const update = { TableName, AttributeDefinitions, GlobalSecondaryIndexUpdates: [{ Create: index }] };
      await client.send(new UpdateTableCommand(update));
    }
}

function describe(name: TableName, table: TableDefinition): CreateTableCommandInput {
  const indexes = Object.entries(table.indexes);
  const attributes = new Set([
    'partition',
    'sort',
    ...indexes.flatMap(([, index]) => [index.partition, index.sort]),
  ]);
  const keys = (partition: string, sort: string) => [
    { AttributeName: partition, KeyType: 'HASH' as const },
    { AttributeName: sort, KeyType: 'RANGE' as const },
  ];
  return {
    TableName: tableName(name),
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [...attributes].map((attribute) => ({
      AttributeName: attribute,
      AttributeType: 'S',
    })),
    KeySchema: keys('partition', 'sort'),
    GlobalSecondaryIndexes:
      indexes.length === 0
        ? undefined
        : indexes.map(([indexName, index]) => ({
            IndexName: indexName,
            KeySchema: keys(index.partition, index.sort),
            Projection:
              index.carries === undefined
                ? { ProjectionType: 'KEYS_ONLY' as const }
                : { ProjectionType: 'INCLUDE' as const, NonKeyAttributes: [index.carries] },
          })),
    StreamSpecification: table.stream ? { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' } : undefined,
  };
}

/** A loopback port that is free now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (address === null || typeof address === 'string') throw new Error('No free port.');
  return address.port;
}
