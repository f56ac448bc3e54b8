import { setTimeout as sleep } from 'node:timers/promises';
import type { Statistics } from '../../ports/store.ts';
import { statisticsOver } from '../statistics.ts';
import { queryPage } from './dynamo-documents.ts';
import { addToItem } from './dynamo-add.ts';
import { putItem } from './dynamo-put.ts';
import { getItem, getItems } from './dynamo-reads.ts';
import type { Dynamo } from './dynamo.ts';

/** Longest pause before the second try, in milliseconds; twice that before each next one, at most a second. */
const FIRST_PAUSE_MS = 10;

/** Statistics in DynamoDB. */
export function dynamoStatistics(dynamo: Dynamo): Statistics {
  return statisticsOver({
    get: (keys) => getItem(dynamo, 'statistics', keys),
    getMany: (keys) => getItems(dynamo, 'statistics', keys),
    query: (range, limit, cursor) => queryPage(dynamo, 'statistics', range, limit, cursor),
    put: (item, expected) => putItem(dynamo, 'statistics', item, expected),
    add: (keys, addition) => addToItem(dynamo, keys, addition),
    // Drawn at random, so that those who met do not meet again.
    pause: (tries) => sleep(Math.random() * Math.min(1_000, FIRST_PAUSE_MS * 2 ** tries)),
  });
}
