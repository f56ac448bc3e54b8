import type { EngineStore } from '../../ports/store.ts';
import { engineCollections } from '../engine-collections.ts';
import { dynamoDocuments } from './dynamo-documents.ts';
import type { Dynamo } from './dynamo.ts';

/** What running steps touches, in DynamoDB: a bundle that has this carries no other collection. */
export function dynamoEngineStore(dynamo: Dynamo): EngineStore {
  return {
    settings: dynamoDocuments(dynamo, engineCollections.settings),
    users: dynamoDocuments(dynamo, engineCollections.users),
    groups: dynamoDocuments(dynamo, engineCollections.groups),
    accounts: dynamoDocuments(dynamo, engineCollections.accounts),
    leads: dynamoDocuments(dynamo, engineCollections.leads),
    templates: dynamoDocuments(dynamo, engineCollections.templates),
    sequences: dynamoDocuments(dynamo, engineCollections.sequences),
    versions: dynamoDocuments(dynamo, engineCollections.versions),
    enrollments: dynamoDocuments(dynamo, engineCollections.enrollments),
    laneDays: dynamoDocuments(dynamo, engineCollections.laneDays),
    tasks: dynamoDocuments(dynamo, engineCollections.tasks),
    shortLinks: dynamoDocuments(dynamo, engineCollections.shortLinks),
    holds: dynamoDocuments(dynamo, engineCollections.holds),
  };
}
