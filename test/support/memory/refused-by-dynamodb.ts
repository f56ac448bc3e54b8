import type { Item } from '#shared/contracts/stored/codec.ts';
import { ItemTooLargeError } from '#shared/ports/item-too-large-error.ts';
import { itemSize } from '../item-size.ts';

const MAX_BYTES = 400 * 1024;

/** Throws as the store in DynamoDB does for an item that it does not take: by its size, its texts, its names. */
export function refuseAsDynamoDb(item: Item): void {
  for (const value of Object.values(item)) refuseValue(value);
  if (itemSize(item) > MAX_BYTES) throw new ItemTooLargeError();
}

function refuseValue(value: unknown): void {
  if (typeof value === 'string') refuseText(value);
  if (typeof value === 'number' && !Number.isSafeInteger(value) && Math.abs(value) > Number.MAX_SAFE_INTEGER)
    throw new Error(`Number ${value} is greater than Number.MAX_SAFE_INTEGER. Use BigInt.`);
  if (typeof value !== 'object' || value === null) return;
  if (Object.hasOwn(value, 'constructor'))
    throw new Error('Unsupported type passed. Pass options.convertClassInstanceToMap=true');
  for (const [name, member] of Object.entries(value)) {
    refuseText(name);
    refuseValue(member);
  }
}

function refuseText(text: string): void {
  if (!text.isWellFormed()) throw new Error('SerializationException: a text is not well-formed Unicode');
}
