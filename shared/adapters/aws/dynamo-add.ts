import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Keys } from '../../contracts/stored/codec.ts';
import type { Addition } from '../statistics-table.ts';
import { isAwsError } from './aws-error.ts';
import { metered, report, type Dynamo } from './dynamo.ts';

/**
 * Adds to an item of statistics that bears marks, under the condition that its shard's mark is the one that was read:
 * other shards may add meanwhile. When the answer to an addition that succeeded is lost, the SDK adds again and is
 * refused by its own first addition: that shows as a conflict too, and who is told of one reads again.
 */
export async function addToItem(
  dynamo: Dynamo,
  keys: Keys,
  { counts, shard, before, mark, over }: Addition,
): Promise<'written' | 'conflict'> {
  const added = Object.entries(counts).map(([counter, by], index) => ({ counter, by, index }));
  const sums = added.map(
    ({ index }) => `#counts.#c${index} = if_not_exists(#counts.#c${index}, :none) + :c${index}`,
  );
  const dropped = over.map((_, index) => `#marks.#o${index}`);
  const removing = dropped.length === 0 ? '' : ` REMOVE ${dropped.join(', ')}`;
  try {
    const { ConsumedCapacity: cost } = await dynamo.client.send(
      new UpdateCommand({
        TableName: dynamo.tableName('statistics'),
        Key: keys,
        UpdateExpression: `SET #revision = #revision + :one, #marks.#shard = :mark, ${sums.join(', ')}${removing}`,
        ConditionExpression:
          before === undefined
            ? 'attribute_exists(#marks) AND attribute_not_exists(#marks.#shard)'
            : '#marks.#shard = :before',
        ExpressionAttributeNames: {
          '#revision': 'revision',
          '#counts': 'counts',
          '#marks': 'marks',
          '#shard': shard,
          ...Object.fromEntries(added.map(({ counter, index }) => [`#c${index}`, counter])),
          ...Object.fromEntries(over.map((name, index) => [`#o${index}`, name])),
        },
        ExpressionAttributeValues: {
          ':one': 1,
          ':none': 0,
          ':mark': mark,
          ...Object.fromEntries(added.map(({ by, index }) => [`:c${index}`, by])),
          ...(before !== undefined && { ':before': before }),
        },
        ...metered(dynamo),
      }),
    );
    report(dynamo, 'update', 'statistics', cost);
    return 'written';
  } catch (error) {
    if (!isAwsError(error, 'ConditionalCheckFailedException')) throw error;
    // A refused write is billed, though DynamoDB does not say how much: at least one unit.
    report(dynamo, 'update', 'statistics', { CapacityUnits: 1 });
    return 'conflict';
  }
}
