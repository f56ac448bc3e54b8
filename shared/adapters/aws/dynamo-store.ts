import type { Activities, Statistics, Store } from '../../ports/store.ts';
import { collections } from '../collections.ts';
import { dynamoActivities } from './dynamo-activities.ts';
import { dynamoDocuments } from './dynamo-documents.ts';
import { dynamoEngineStore } from './dynamo-engine-store.ts';
import { dynamoStatistics } from './dynamo-statistics.ts';
import type { Dynamo } from './dynamo.ts';

/** Everything stored, in DynamoDB. */
export function dynamoStore(dynamo: Dynamo): Store {
  const activities: Activities = dynamoActivities(dynamo);
  const statistics: Statistics = dynamoStatistics(dynamo);
  return {
    ...dynamoEngineStore(dynamo),
    scores: dynamoDocuments(dynamo, collections.scores),
    jobs: dynamoDocuments(dynamo, collections.jobs),
    webhookDeliveries: dynamoDocuments(dynamo, collections.webhookDeliveries),
    webhookRotations: dynamoDocuments(dynamo, collections.webhookRotations),
    requests: dynamoDocuments(dynamo, collections.requests),
    sendingDomains: dynamoDocuments(dynamo, collections.sendingDomains),
    visits: dynamoDocuments(dynamo, collections.visits),
    suppressions: dynamoDocuments(dynamo, collections.suppressions),
    workflows: dynamoDocuments(dynamo, collections.workflows),
    workflowRuns: dynamoDocuments(dynamo, collections.workflowRuns),
    activities,
    statistics,
  };
}
