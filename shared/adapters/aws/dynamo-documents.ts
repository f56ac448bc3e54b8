import { QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Item } from '../../contracts/stored/codec.ts';
import { encodeCursor } from '../../contracts/stored/cursor.ts';
import type { Documents, Page, Part, Stored } from '../../ports/documents.ts';
import type { TableName } from '../../tables/tables.ts';
import { keysOf, type Table } from '../../tables/table.ts';
import {
  fromItem,
  listName,
  rangeBetween,
  rangeOfList,
  startOfList,
  toItem,
  type ListRange,
} from '../collection.ts';
import { entryOf, partName, readableOf, scannedIndexOf, startOfPart } from '../parts.ts';
import { putItem } from './dynamo-put.ts';
import { getItem, getItems } from './dynamo-reads.ts';
import { removeItem } from './dynamo-remove.ts';
import { metered, report, type Dynamo } from './dynamo.ts';

/** A table of documents in DynamoDB. */
export function dynamoDocuments<T extends Stored>(dynamo: Dynamo, entry: Table<T>): Documents<T, string> {
  const table = entry.name as TableName;
  const keys = (organisation: string, id: string) => keysOf(entry, organisation, id);
  const read = (item: Record<string, unknown>): T => fromItem(entry, item as Item);

  return {
    async get(organisation, id) {
      const item = await getItem(dynamo, table, keys(organisation, id));
      return item === undefined ? undefined : read(item);
    },

    async getMany(organisation, ids) {
      const items = await Promise.all(
        [...new Set(ids)].map((id) => getItem(dynamo, table, keys(organisation, id))),
      );
      return items.flatMap((item) => (item === undefined ? [] : [read(item)]));
    },

    async put(value, expected) {
      return putItem(dynamo, table, toItem(entry, value), expected);
    },

    async remove(organisation, id) {
      await removeItem(dynamo, table, keys(organisation, id));
    },

    async list(organisation, { limit, cursor, ...what }) {
      const range = rangeOfList(entry, organisation, what);
      const page = await queryPage(dynamo, table, range, limit, cursor);
      if (range.index === undefined) return { ...page, items: page.items.map(read) };
      const found = new Map(
        (await getItems(dynamo, table, page.items)).map((item) => [`${item.partition} ${item.sort}`, item]),
      );
      // An item removed since the index was read is left out.
      const items = page.items.flatMap(({ partition, sort }) => found.get(`${partition} ${sort}`) ?? []);
      return { ...page, items: items.map(read) };
    },

    async between(organisation, from, upTo) {
      const range = { ...rangeBetween(entry, organisation, from, upTo), consistent: true };
      const items: Item[] = [];
      let cursor: string | undefined;
      do {
        const page = await queryPage(dynamo, table, range, undefined, cursor);
        items.push(...page.items);
        ({ cursor } = page);
      } while (cursor !== undefined);
      return items.map(read);
    },

    async *scan(passOver) {
      let cursor: string | undefined;
      do {
        const stretch = await this.scanPart({ number: 0, of: 1, cursor });
        for (const error of stretch.unreadable) {
          if (passOver === undefined) throw error;
          passOver(error);
        }
        yield* stretch.items;
        ({ cursor } = stretch);
      } while (cursor !== undefined);
    },

    async scanPart(part) {
      const { items, cursor } = await scanPage(dynamo, table, part);
      return { ...readableOf(entry, items), cursor };
    },

    async scanIndex(name, part) {
      const index = scannedIndexOf(entry, name);
      const { items, cursor } = await scanPage(dynamo, table, part, index);
      return { items: items.map((item) => entryOf(index.definition, item)), unreadable: [], cursor };
    },
  };
}

/** The next page of a part of a table or of one of its indexes. @throws InvalidCursorError */
async function scanPage(
  dynamo: Dynamo,
  table: TableName,
  part: Part,
  index?: ListRange['index'],
): Promise<Page<Item>> {
  const page = await dynamo.client.send(
    new ScanCommand({
      TableName: dynamo.tableName(table),
      IndexName: index?.name,
      Segment: part.number,
      TotalSegments: part.of,
      ExclusiveStartKey: startOfPart(table, part, index),
      ...metered(dynamo),
    }),
  );
  report(dynamo, 'scan', table, page.ConsumedCapacity);
  const last = page.LastEvaluatedKey as Record<string, string> | undefined;
  return {
    items: (page.Items ?? []) as Item[],
    ...(last !== undefined && { cursor: encodeCursor(partName(table, part, index), last) }),
  };
}

/** One page of a partition of a table or an index, as items or as their keys. @throws InvalidCursorError */
export async function queryPage(
  dynamo: Dynamo,
  table: TableName,
  range: ListRange & { consistent?: boolean },
  limit: number | undefined,
  cursor: string | undefined,
): Promise<Page<Item>> {
  const start = startOfList(table, range, cursor);
  const page = await dynamo.client.send(
    new QueryCommand({
      TableName: dynamo.tableName(table),
      IndexName: range.index?.name,
      Limit: limit,
      ExclusiveStartKey: start,
      ...(range.backwards && { ScanIndexForward: false }),
      ...(range.consistent && { ConsistentRead: true }),
      ...keyCondition(range),
      ...metered(dynamo),
    }),
  );
  report(dynamo, 'query', table, page.ConsumedCapacity);
  const last = page.LastEvaluatedKey as Record<string, string> | undefined;
  return {
    items: (page.Items ?? []) as Item[],
    ...(last !== undefined && { cursor: encodeCursor(listName(table, range), last) }),
  };
}

function keyCondition({ index, partition, from, upTo }: ListRange) {
  const order = {
    from: ' AND #sort >= :from',
    upTo: ' AND #sort <= :upTo',
    both: ' AND #sort BETWEEN :from AND :upTo',
  };
  const bound =
    from === undefined ? (upTo === undefined ? undefined : 'upTo') : upTo === undefined ? 'from' : 'both';
  return {
    KeyConditionExpression: `#partition = :partition${bound === undefined ? '' : order[bound]}`,
    ExpressionAttributeNames: {
      '#partition': index?.definition.partition ?? 'partition',
      ...(bound !== undefined && { '#sort': index?.definition.sort ?? 'sort' }),
    },
    ExpressionAttributeValues: {
      ':partition': partition,
      ...(from !== undefined && { ':from': from }),
      ...(upTo !== undefined && { ':upTo': upTo }),
    },
  };
}
