import { DynamoDBClient, type ConsumedCapacity } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { TableName } from '../../tables/tables.ts';
import { clientSettings } from './client-settings.ts';

/** What one call to a table cost, as DynamoDB says; units include those of the indexes. */
export type MeteredCall = {
  operation: 'get' | 'batch-get' | 'put' | 'update' | 'remove' | 'query' | 'scan';
  table: TableName;
  units: number;
};

/** What the store needs beside its collections: the client, the tables' names in this stage, and who counts the cost. */
export type Dynamo = {
  client: DynamoDBDocumentClient;
  tableName: (table: TableName) => string;
  /** Called with the cost of each call, if anybody wants to know; then DynamoDB is asked for it. */
  meter?: ((call: MeteredCall) => void) | undefined;
};

/** A client of documents; undefined properties are left out of what is stored. */
export function documentClient(): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(new DynamoDBClient(clientSettings({ attempts: 4, timeoutMs: 5_000 })), {
    marshallOptions: { removeUndefinedValues: true },
  });
}

/** What to add to a command so that its cost comes back. */
export function metered({ meter }: Dynamo): { ReturnConsumedCapacity?: 'TOTAL' } {
  return meter === undefined ? {} : { ReturnConsumedCapacity: 'TOTAL' };
}

/** Reports the cost that came back. */
export function report(
  { meter }: Dynamo,
  operation: MeteredCall['operation'],
  table: TableName,
  consumed: ConsumedCapacity | readonly ConsumedCapacity[] | undefined,
): void {
  if (meter === undefined) return;
  const units = [consumed ?? []].flat().reduce((sum, { CapacityUnits: part }) => sum + (part ?? 0), 0);
  meter({ operation, table, units });
}
