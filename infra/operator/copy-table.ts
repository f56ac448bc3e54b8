import { BatchWriteCommand, ScanCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** As many items as DynamoDB takes in one call. */
const BATCH = 25;

/** How often what DynamoDB had no room for is written again, with growing pauses. */
const TRIES = 8;

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Puts every item of one table into another, over what is there under its key; items that the other alone has stay. The
 * table keeps its stream, its indexes and its ARN, which a table that is restored under another name does not have.
 *
 * @returns how many were put. Throws where DynamoDB has no room for long.
 */
export async function copyTable(
  client: DynamoDBDocumentClient,
  { from, to }: { from: string; to: string },
): Promise<number> {
  let copied = 0;
  let start: Record<string, unknown> | undefined;
  do {
    const { Items: items = [], LastEvaluatedKey } = await client.send(
      new ScanCommand({ TableName: from, ExclusiveStartKey: start, ConsistentRead: true }),
    );
    for (let first = 0; first < items.length; first += BATCH)
      await putAll(client, to, items.slice(first, first + BATCH));
    copied += items.length;
    start = LastEvaluatedKey;
  } while (start !== undefined);
  return copied;
}

async function putAll(
  client: DynamoDBDocumentClient,
  table: string,
  items: readonly Record<string, unknown>[],
): Promise<void> {
  let left = items.map((Item) => ({ PutRequest: { Item } }));
  for (let tries = 0; left.length > 0; tries += 1) {
    if (tries === TRIES) throw new Error(`${table} has no room for ${left.length} items: try again later.`);
    if (tries > 0) await wait(100 * 2 ** tries);
    const { UnprocessedItems: unprocessed } = await client.send(
      new BatchWriteCommand({ RequestItems: { [table]: left } }),
    );
    left = (unprocessed?.[table] ?? []) as typeof left;
  }
}
