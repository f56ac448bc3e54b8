import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import type { Keys } from '../../contracts/stored/codec.ts';
import type { TableName } from '../../tables/tables.ts';
import { metered, report, type Dynamo } from './dynamo.ts';

/** Removes one item; removing what is not there is fine. */
export async function removeItem(dynamo: Dynamo, table: TableName, { partition, sort }: Keys): Promise<void> {
  const command = { TableName: dynamo.tableName(table), Key: { partition, sort }, ...metered(dynamo) };
  const { ConsumedCapacity: cost } = await dynamo.client.send(new DeleteCommand(command));
  report(dynamo, 'remove', table, cost);
}
