import { marshall } from '@aws-sdk/util-dynamodb';
import type { Item } from '#shared/contracts/stored/codec.ts';
import { ItemTooLargeError } from '#shared/ports/item-too-large-error.ts';
import { itemSize } from '../item-size.ts';

const MAX_BYTES = 400 * 1024;

/** Throws for an item that DynamoDB, or its client, would not take: by its size, its texts, its names, its numbers. */
export function refuseAsDynamoDb(item: Item): void {
  marshall(item, { removeUndefinedValues: true });
  if (!isWellFormed(item)) throw new Error('SerializationException: half a surrogate');
  if (itemSize(item) > MAX_BYTES) throw new ItemTooLargeError();
}

function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return true;
  return Object.entries(value).every(([name, of]) => name.isWellFormed() && isWellFormed(of));
}
