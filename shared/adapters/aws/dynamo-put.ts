import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { TableName } from '../../tables/tables.ts';
import type { Item } from '../../contracts/stored/codec.ts';
import type { Expected } from '../statistics-table.ts';
import { ItemTooLargeError } from '../../ports/item-too-large-error.ts';
import { isAwsError } from './aws-error.ts';
import { metered, report, type Dynamo } from './dynamo.ts';

/**
 * One conditional write of one item (F4): only if there is none yet, or if it still has the revision expected.
 *
 * When the answer to a write that succeeded is lost, the SDK writes again and is refused by its own first write: that
 * shows as a conflict too. So a claim is never held by two, and who is told of a conflict reads again.
 *
 * @throws ItemTooLargeError
 */
export async function putItem(
  dynamo: Dynamo,
  table: TableName,
  item: Item,
  expected: Expected,
): Promise<'written' | 'conflict'> {
  const held = typeof expected === 'object' ? expected : { attribute: 'revision', value: expected };
  const condition =
    expected === 'absent'
      ? { ConditionExpression: 'attribute_not_exists(#partition)', names: { '#partition': 'partition' } }
      : { ConditionExpression: '#held = :expected', names: { '#held': held.attribute } };
  try {
    const { ConsumedCapacity: cost } = await dynamo.client.send(
      new PutCommand({
        TableName: dynamo.tableName(table),
        Item: item,
        ConditionExpression: condition.ConditionExpression,
        ExpressionAttributeNames: condition.names,
        ...(expected !== 'absent' && { ExpressionAttributeValues: { ':expected': held.value } }),
        ...metered(dynamo),
      }),
    );
    report(dynamo, 'put', table, cost);
    return 'written';
  } catch (error) {
    if (isTooLarge(error)) throw new ItemTooLargeError({ cause: error });
    if (!isAwsError(error, 'ConditionalCheckFailedException')) throw error;
    // A refused write is billed, though DynamoDB does not say how much: at least one unit.
    report(dynamo, 'put', table, { CapacityUnits: 1 });
    return 'conflict';
  }
}

/** DynamoDB has no kind of its own for it, only words. */
function isTooLarge(error: unknown): boolean {
  return (
    isAwsError(error, 'ValidationException') &&
    error instanceof Error &&
    /item size has exceeded/i.test(error.message)
  );
}
