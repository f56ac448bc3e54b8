import type { DynamoDBRecord, DynamoDBStreamEvent, DynamoDBBatchResponse } from 'aws-lambda';
import type { LocalTable } from '../aws/local-store.ts';
import { account, region } from '../names.ts';
import type { Invoke } from './invoke.ts';
import type { Source } from './source.ts';
import { streamsClient } from './streams-client.ts';

/** A stream costs a call to find it empty, so it is read only after something may have written to its table. */
export type StreamSource = Source & { refresh: () => void };

export type StreamOptions = {
  /** Names the checkpoint: one function reads one table's stream. */
  functionId: string;
  endpoint: string;
  table: string;
  batchSize: number;
  /** Halve a batch that failed, to find the bad record; otherwise it comes again as it was. */
  bisect: boolean;
  only?: 'INSERT' | undefined;
  /** The event names its shard, and the answer bears a state. */
  tumblingWindowMinutes?: number | undefined;
};

/** What failed this often is left out and reported, as Lambda sends it to its on-failure destination. */
const maxAttempts = 5;

/** Calls a function with the changes of a table, in order, each batch until it succeeds. */
export function streamSource(
  options: StreamOptions,
  invoke: Invoke,
  checkpoints: LocalTable<string>,
): StreamSource {
  let changed = true;
  const call = streamsClient(options.endpoint);
  let iterator: string | undefined;
  let shardId = '';

  async function startIterator(): Promise<string> {
    const { Table } = await call('DynamoDB_20120810.DescribeTable', { TableName: options.table });
    const arn = (Table as { LatestStreamArn: string }).LatestStreamArn;
    const { StreamDescription } = await call('DynamoDBStreams_20120810.DescribeStream', { StreamArn: arn });
    shardId = (StreamDescription as { Shards: { ShardId: string }[] }).Shards[0]?.ShardId ?? '';
    const checkpoint = checkpoints.get(options.functionId);
    const from =
      checkpoint === undefined
        ? { ShardIteratorType: 'TRIM_HORIZON' }
        : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: checkpoint };
    const request = { StreamArn: arn, ShardId: shardId, ...from };
    const { ShardIterator } = await call('DynamoDBStreams_20120810.GetShardIterator', request);
    return ShardIterator as string;
  }

  async function deliver(records: DynamoDBRecord[], attempt = 1): Promise<void> {
    const failedFrom = await firstFailure(options, invoke, records, shardId);
    if (failedFrom === undefined) return;
    const rest = options.bisect ? records.slice(failedFrom) : records;
    if (options.bisect && rest.length > 1) {
      const half = failedFrom > 0 ? 1 : Math.ceil(rest.length / 2);
      await deliver(rest.slice(0, half));
      await deliver(rest.slice(half));
    } else if (attempt < maxAttempts) {
      await deliver(rest, attempt + 1);
    } else {
      const keys = rest.map((record) => JSON.stringify(record.dynamodb?.Keys));
      console.error(`local: ${options.functionId} cannot work off ${keys.join(', ')}`);
    }
  }

  return {
    id: `stream of ${options.table}`,
    kind: 'stream',
    refresh: () => (changed = true),
    next: () => undefined,
    work: async () => {
      if (!changed) return false;
      changed = false;
      let worked = false;
      for (;;) {
        iterator ??= await startIterator();
        const page = await call('DynamoDBStreams_20120810.GetRecords', {
          ShardIterator: iterator,
          Limit: options.batchSize,
        });
        const records = page['Records'] as DynamoDBRecord[];
        if (records.length === 0) return worked;
        worked = true;
        const wanted = records.filter(
          (record) => options.only === undefined || record.eventName === options.only,
        );
        if (wanted.length > 0) await deliver(wanted.map(asLambdaRecord));
        const last = records.at(-1)?.dynamodb?.SequenceNumber;
        if (last !== undefined) checkpoints.put(options.functionId, last);
        iterator = page['NextShardIterator'] as string | undefined;
        if (records.length < options.batchSize) return worked;
      }
    },
  };
}

/** Index of the first record that was not worked off; undefined when all were. */
async function firstFailure(
  options: StreamOptions,
  invoke: Invoke,
  records: DynamoDBRecord[],
  shardId: string,
): Promise<number | undefined> {
  try {
    const isWindowed = options.tumblingWindowMinutes !== undefined;
    const event: DynamoDBStreamEvent & { shardId?: string; state?: object } = {
      ...(isWindowed && { shardId, state: {} }),
      Records: records.map((record) => ({
        ...record,
        eventSourceARN: `arn:aws:dynamodb:${region}:${account}:table/${options.table}/stream/local`,
      })),
    };
    const response = (await invoke(event)) as (DynamoDBBatchResponse & { state?: object }) | undefined;
    if (isWindowed && response?.state === undefined) throw new Error('The answer bears no state');
    const failed = new Set((response?.batchItemFailures ?? []).map((failure) => failure.itemIdentifier));
    const index = records.findIndex((record) => failed.has(record.dynamodb?.SequenceNumber ?? ''));
    return index === -1 ? undefined : index;
  } catch (error) {
    console.error(`local: a batch of ${options.functionId} failed:`, error);
    return 0;
  }
}

/** The emulator's record as Lambda passes it on. */
function asLambdaRecord(record: DynamoDBRecord): DynamoDBRecord {
  return {
    ...record,
    awsRegion: region,
    dynamodb: { StreamViewType: 'NEW_IMAGE', ...record.dynamodb },
  };
}
