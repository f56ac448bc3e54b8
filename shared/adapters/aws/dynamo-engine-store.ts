import type { EngineStore } from '../../ports/store.ts';
import { engineTables } from '../../tables/engine-tables.ts';
import { openTables } from '../collection.ts';
import { dynamoDocuments } from './dynamo-documents.ts';
import type { Dynamo } from './dynamo.ts';

/** What running steps touches, in DynamoDB: a bundle that has this carries no other table. */
export function dynamoEngineStore(dynamo: Dynamo): EngineStore {
  return openTables(engineTables, (table) => dynamoDocuments(dynamo, table));
}
