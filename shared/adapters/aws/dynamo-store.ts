import type { Store } from '../../ports/store.ts';
import { tables } from '../../tables/tables.ts';
import { openTables } from '../collection.ts';
import { dynamoActivities } from './dynamo-activities.ts';
import { dynamoDocuments } from './dynamo-documents.ts';
import { dynamoStatistics } from './dynamo-statistics.ts';
import type { Dynamo } from './dynamo.ts';

/** Everything stored, in DynamoDB. */
export function dynamoStore(dynamo: Dynamo): Store {
  return {
    ...openTables(tables, (table) => dynamoDocuments(dynamo, table)),
    activities: dynamoActivities(dynamo),
    statistics: dynamoStatistics(dynamo),
  };
}
