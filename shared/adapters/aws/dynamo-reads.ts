import { BatchGetCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { TableName } from '../../tables/tables.ts';
import type { Item, Keys } from '../../contracts/stored/codec.ts';
import { metered, report, type Dynamo } from './dynamo.ts';

/** Keys that one BatchGetItem takes. */
const BATCH = 100;
const MAX_TRIES = 6;

/** An item by its table and key. */
type ItemToRead = { table: TableName; keys: Keys };

/** By the name of what was wanted. */
type Found = Map<string, Item>;

const nameOf = ({ table, keys: { partition, sort } }: ItemToRead): string => `${table} ${partition} ${sort}`;

/** What was asked for since the last call went out, and what that call will find. */
const gathering = new WeakMap<Dynamo, { wanted: Map<string, ItemToRead>; found: Promise<Found> }>();

/**
 * One item as it is now, or undefined. Items asked for at the same time, whatever their tables, are read in one call:
 * at the same price, they come sooner than each on its own.
 */
export async function getItem(dynamo: Dynamo, table: TableName, keys: Keys): Promise<Item | undefined> {
  const one = { table, keys };
  const name = nameOf(one);
  const gathered = gathering.get(dynamo) ?? gather(dynamo);
  gathered.wanted.set(name, one);
  return (await gathered.found).get(name);
}

function gather(dynamo: Dynamo) {
  const wanted = new Map<string, ItemToRead>();
  // Everybody who is about to ask has asked by then.
  const found = new Promise((resolve) => setImmediate(resolve)).then(() => {
    gathering.delete(dynamo);
    return wanted.size > 1 ? getBatches(dynamo, [...wanted.values()], true) : getAlone(dynamo, wanted);
  });
  const gathered = { wanted, found };
  gathering.set(dynamo, gathered);
  return gathered;
}

async function getAlone(dynamo: Dynamo, wanted: ReadonlyMap<string, ItemToRead>): Promise<Found> {
  const found: Found = new Map();
  for (const [name, { table, keys }] of wanted) {
    const { Item: item, ConsumedCapacity: cost } = await dynamo.client.send(
      new GetCommand({
        TableName: dynamo.tableName(table),
        Key: keys,
        ConsistentRead: true,
        ...metered(dynamo),
      }),
    );
    report(dynamo, 'get', table, cost);
    if (item !== undefined) found.set(name, item as Item);
  }
  return found;
}

/** Items of a table by their keys as they were a moment ago, in no order, absent ones left out. */
export async function getItems(dynamo: Dynamo, table: TableName, keys: readonly Keys[]): Promise<Item[]> {
  const wanted = keys.map(({ partition, sort }) => ({ table, keys: { partition, sort } }));
  return [...(await getBatches(dynamo, wanted, false)).values()];
}

/** Reads many. What DynamoDB leaves over is asked for again. */
async function getBatches(
  dynamo: Dynamo,
  wanted: readonly ItemToRead[],
  consistent: boolean,
): Promise<Found> {
  const found: Found = new Map();
  let waiting = wanted;
  for (let tries = 1; waiting.length > 0;) {
    const asked = waiting.slice(0, BATCH);
    const byTable = Map.groupBy(asked, ({ table }) => table);
    const RequestItems = Object.fromEntries(
      [...byTable].map(([table, some]) => [
        dynamo.tableName(table),
        { Keys: some.map(({ keys }) => keys), ConsistentRead: consistent },
      ]),
    );
    const { Responses, UnprocessedKeys, ConsumedCapacity } = await dynamo.client.send(
      new BatchGetCommand({ RequestItems, ...metered(dynamo) }),
    );
    const left: ItemToRead[] = [];
    for (const table of byTable.keys()) {
      const name = dynamo.tableName(table);
      const cost = ConsumedCapacity?.filter(({ TableName }) => TableName === name);
      report(dynamo, 'batch-get', table, cost);
      for (const item of (Responses?.[name] ?? []) as Item[]) found.set(nameOf({ table, keys: item }), item);
      for (const keys of (UnprocessedKeys?.[name]?.Keys ?? []) as Keys[]) left.push({ table, keys });
    }
    waiting = [...left, ...waiting.slice(BATCH)];
    if (left.length < asked.length) {
      tries = 1;
      continue;
    }
    if (tries === MAX_TRIES) throw new Error(`DynamoDB left ${left.length} keys unread ${tries} times`);
    await new Promise((resolve) => setTimeout(resolve, 20 * 2 ** tries));
    tries += 1;
  }
  return found;
}
