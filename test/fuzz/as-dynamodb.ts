import { marshall } from '@aws-sdk/util-dynamodb';

/** Largest item of DynamoDB, in bytes. */
const LARGEST = 400 * 1024;

/** Throws for an item that DynamoDB, or its client, would not take: the store in memory takes anything. */
export function refuseAsDynamoDb(item: Record<string, unknown>): void {
  marshall(item, { removeUndefinedValues: true });
  if (!isWellFormed(item)) throw new Error('SerializationException: half a surrogate');
  if (Buffer.byteLength(JSON.stringify(item)) > LARGEST)
    throw new Error('Item size has exceeded the maximum');
}

function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([name, of]) => name.isWellFormed() && isWellFormed(of));
}
